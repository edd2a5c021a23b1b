"""A version published for a later day can be withdrawn before it, with a reason; from that day on never."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Draft
from audit.models import Event
from tests.factories import make_person
from tests.kept import kept
from tests.triage.guides import begin, default_guide, publish
from tests.triage.sent import page_of
from triage import policies
from triage.actions import withdraw_published_guide
from triage.guides.access import readable, versions_of
from triage.guides.publishing import what_publishing_does
from triage.models import Guide
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db

TOMORROW = today() + dt.timedelta(days=1)
NEXT_MONTH = today() + dt.timedelta(days=30)


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@kept
def later(room, administrator):
    return publish(begin(room, administrator), administrator, effective_from=NEXT_MONTH)


def withdraw(guide, by, why="Two descriptors were swapped."):
    return withdraw_published_guide(guide=guide, why=why, by=by)


def test_withdrawn_it_never_counts_and_is_kept_with_the_reason(later, room, administrator):
    for _click in range(2):
        gone = withdraw(later, administrator)
    assert (gone.withdrawn_by, gone.withdrawn_why) == (administrator, "Two descriptors were swapped.")
    assert Guide.objects.in_force(room.organisation.pk, on=NEXT_MONTH) == default_guide()
    assert later not in readable(room.advisor)
    standings = {each.guide: each.status for each in versions_of(room.organisation, on=NEXT_MONTH)}
    assert standings[later] == "Withdrawn before its day"
    event = Event.objects.get(kind="triage.guide_taken_back")
    assert event.detail == {"version": 1, "effective_from": NEXT_MONTH.isoformat()}


def test_one_that_it_would_have_replaced_counts_and_it_is_foretold_nowhere(later, room, administrator):
    other = publish(begin(room, administrator), administrator, effective_from=TOMORROW)
    draft = begin(room, administrator)
    assert "takes over" in " ".join(what_publishing_does(draft, today()))
    withdraw(later, administrator)
    assert Guide.objects.in_force(room.organisation.pk, on=NEXT_MONTH) == other
    withdraw(other, administrator)
    assert "takes over" not in " ".join(what_publishing_does(draft, today()))
    assert f"Until {day(TOMORROW)} it can be withdrawn" in " ".join(what_publishing_does(draft, TOMORROW))
    assert "neither changed nor withdrawn" in " ".join(what_publishing_does(draft, today()))


def test_from_its_day_on_it_stays(room, administrator):
    now = publish(begin(room, administrator), administrator)
    with pytest.raises(Refusal, match="until the day before"):
        withdraw(now, administrator)
    with pytest.raises(Refusal, match="until the day before"):
        withdraw(begin(room, administrator), administrator)
    with pytest.raises(IntegrityError, match="before_its_day"), transaction.atomic():
        Guide.objects.filter(pk=now.pk).update(
            withdrawn_at=timezone.now(), withdrawn_by=administrator, withdrawn_why="Late."
        )


def test_a_withdrawn_version_never_changes_again_and_can_be_copied(later, room, administrator):
    withdraw(later, administrator)
    for change in ({"withdrawn_why": "Other."}, {"withdrawn_at": None}, {"name": "Other"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Guide.objects.filter(pk=later.pk).update(**change)
    with pytest.raises(Refusal, match="withdrawn before its day"):
        policies.check_guide(Guide.objects.get(pk=later.pk), room.organisation.pk)
    again = begin(room, administrator, of=later)
    assert (again.version, again.copied_from) == (2, later)


def test_only_those_who_edit_it_withdraw_it(later, room):
    with pytest.raises(NotAllowed):
        withdraw(later, room.manager)
    with pytest.raises(NotAllowed):
        withdraw(default_guide(), room.manager)


def test_the_page_says_what_it_means_asks_why_and_keeps_what_is_typed(client, later, administrator):
    client.force_login(administrator)
    here, there = f"/triage/guides/{later.pk}/withdraw/", f"/triage/guides/{later.pk}/"
    assert here in client.get(there).content.decode()
    Draft.objects.keep(administrator, f"guide-withdraw:{later.pk}", "why=Half+a+reason")
    shown = page_of(client.get(here))
    assert "Half a reason" in shown.source
    assert "before it counts?" in shown.text("main")
    assert client.post(here, {"why": ""}).status_code == 422
    assert client.post(here, {"why": "Two <i>descriptors</i>."})["Location"] == there
    assert not Draft.objects.exists()
    text = page_of(client.get(there)).text("main")
    assert "Two <i>descriptors</i>." in text
    assert "It never changes" not in text
    assert client.get(here)["Location"] == there, "There is nothing left to withdraw."
