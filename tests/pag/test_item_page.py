"""One item of a meeting: reading it, and taking it off the agenda."""

import uuid

import pytest
from django.urls import reverse

from audit.models import Event
from cases.actions import receive_account
from pag import actions
from pag.models import AgendaItem
from tests.pag.pages import CONTENT, text_of
from tests.pag.wording import WHY
from ui.dates import today

pytestmark = pytest.mark.django_db


def test_a_declared_member_reads_account_concern_and_note(as_, item, case, member, manager):
    receive_account(
        case=case,
        text="My <script>own</script> words.",
        received_on=today(),
        how="letter",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    AgendaItem.objects.filter(pk=item.pk).update(note="A note for the group.")
    actions.declare(item=item, answer="none", by=member)
    page = text_of(as_(member).get(item.get_absolute_url()))
    for shown in (
        "My &lt;script&gt;own&lt;/script&gt; words.",
        CONTENT,
        "A note for the group.",
        WHY,
        "nobody here has set one",
    ):
        assert shown in page
    assert "colleague" not in page.lower()
    assert Event.objects.filter(kind="case.looked", actor_key=member.pk, case_key=case.pk).count() == 1


def test_an_item_that_is_not_there_is_not_found(as_, item, manager, plan):
    client, elsewhere = as_(manager), plan(28)
    for meeting, key in [(item.meeting_id, 0), (item.meeting_id, item.pk + 1), (elsewhere.pk, item.pk)]:
        assert client.get(f"/meetings/{meeting}/items/{key}/").status_code == 404


def test_the_address_of_an_item_stays_when_its_place_on_the_agenda_changes(as_, item, manager):
    address = item.get_absolute_url()
    AgendaItem.objects.filter(pk=item.pk).update(position=7)
    page = text_of(as_(manager).get(address))
    assert "Item 7, PAG on" in page
    assert f'href="{address}take-off/"' in page


def test_taking_off_asks_why(as_, item, manager, member):
    url = reverse("agenda_take_off", args=[item.meeting_id, item.pk])
    client = as_(manager)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Not ready."}).status_code == 302
    assert not AgendaItem.objects.live().exists()
    again = actions.put_on_agenda(case=item.case, meeting=item.meeting, without_triage=WHY, by=manager)
    actions.declare(item=again, answer="none", by=member)
    assert as_(member).get(reverse("agenda_take_off", args=[item.meeting_id, again.pk])).status_code == 403


def test_taking_off_what_was_decided_meanwhile_is_refused_in_words(as_, item, manager, record):
    record("advice")
    response = as_(manager).post(
        reverse("agenda_take_off", args=[item.meeting_id, item.pk]), {"reason": "Not ready."}
    )
    assert response.status_code == 422
    assert "no longer open" in text_of(response)
    assert "Not ready." in text_of(response)
