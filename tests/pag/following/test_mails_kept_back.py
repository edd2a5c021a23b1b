"""What waits to be sent to somebody who stands aside, about the case, is not sent."""

import pytest

from outbox.actions import put
from outbox.models import Message
from pag import actions
from pag.following import tasks
from pag.packs.models import PackVersion

pytestmark = pytest.mark.django_db


def test_a_reminder_and_word_of_papers_are_withdrawn_and_nothing_else(agreed, item, member, manager, chair):
    agreed()
    tasks.remind()
    papers = PackVersion.objects.create(meeting=item.meeting, person=member, number=1, plan=[])
    other = PackVersion.objects.create(meeting=item.meeting, person=chair, number=1, plan=[])
    for version, person in ((papers, member), (other, chair)):
        put(key=f"papers-{version.pk}", to=person.email, subject="Your papers are ready", body="Sign in.")
    put(key="another", to=member.email, subject="Welcome", body="Sign in.")
    put(key="manager", to=manager.email, subject="A case", body="Sign in.", case=item.case)
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    withdrawn = set(Message.objects.filter(state="withdrawn").values_list("subject", flat=True))
    assert withdrawn == {"An action of yours", "Your papers are ready"}
    kept = {"another", "manager", f"papers-{other.pk}"}
    assert set(Message.objects.filter(key__in=kept).values_list("state", flat=True)) == {"waiting"}
    assert not Message.objects.filter(state="withdrawn").exclude(to=member.email).exists()
