"""What changes after a review is complete: who sees to an improvement, by when, and what was wrong."""

import datetime as dt
import uuid

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from audit.models import Event
from cases.actions import deny
from cases.models import CaseAccess
from documents.models import Pdf
from lessons import actions
from lessons.actions.change import Owner
from lessons.models import ActionChange, Correction
from lessons.work import work_for
from outbox.models import Message
from tests.factories import make_organisation, make_person
from tests.kept import kept
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db

LATER = today() + dt.timedelta(days=60)


@kept
def action(completed):
    return completed.actions.get()


@pytest.fixture
def nurse(room):
    return make_person("advisor", organisation=room.organisation, last_name="Nurse")


def change(action, *, by, owner=None, due_on=LATER, version=0, reason="The supplier is late."):
    owner = owner or Owner(action.owner)
    return actions.change_action(
        action=action, owner=owner, due_on=due_on, reason=reason, version=version, by=by
    )


def told(person):
    return list(Message.objects.filter(to=person.email).order_by("pk"))


def nameless(message, room):
    said = message.subject + message.body
    people = (room.owner.last_name, room.lead.last_name, room.case.practitioner.last_name)
    return not any(each in said for each in (room.case.reference, *people))


def test_completing_tells_each_owner_once_and_names_nobody(room, review):
    assert told(room.owner) == []
    actions.complete_review(review=review, version=review.version, by=room.lead)
    actions.complete_review(review=review, version=review.version, by=room.lead)
    (message,) = told(room.owner)
    assert message.subject == "An improvement is yours to see to"
    assert reverse("lessons_action", args=[review.actions.get().pk]) in message.body
    assert nameless(message, room)


def test_an_owner_who_is_kept_from_the_case_is_not_written_to(room, review):
    deny(case=room.case, person=room.owner, reason=CaseAccess.Reason.CONFLICT, source="test", by=room.manager)
    actions.complete_review(review=review, version=review.version, by=room.lead)
    assert told(room.owner) == []


def test_it_goes_to_somebody_else_by_another_day_and_what_it_was_is_kept(room, action, nurse):
    officer = make_person("responsible_officer", organisation=room.organisation)
    was_due = action.due_on
    changed = change(action, by=officer, owner=Owner(nurse))
    assert (changed.owner, changed.due_on) == (nurse, LATER)
    assert change(action, by=officer, owner=Owner(nurse)).owner == nurse
    kept_as = ActionChange.objects.get()
    assert (kept_as.was_by, kept_as.now_by) == (room.owner.name, nurse.name)
    assert (kept_as.was_due, kept_as.now_due, kept_as.by) == (was_due, LATER, officer)
    assert Event.objects.filter(kind="lessons.action_changed").count() == 1
    with pytest.raises(InternalError), transaction.atomic():
        ActionChange.objects.update(reason="Another.")
    assert [each.subject for each in told(nurse)] == ["An improvement is yours to see to"]
    assert told(room.owner)[-1].subject == "An improvement is with somebody else now"
    assert all(
        nameless(each, room) and "Nurse" not in each.body for each in (*told(nurse), *told(room.owner))
    )
    assert work_for(room.owner) == []
    (work,) = work_for(nurse)
    assert work.sentence.startswith(f"You were asked on {day(today())} to see to this improvement: Move")


def test_another_day_alone_tells_its_owner_and_a_body_is_told_nothing(room, action):
    change(action, by=room.lead)
    assert told(room.owner)[-1].subject == "The day of an improvement has changed"
    assert day(LATER) in told(room.owner)[-1].body
    before = Message.objects.count()
    change(action, by=room.lead, owner=Owner(body="Invented Surgery"), version=1)
    assert Message.objects.count() == before + 1
    change(action, by=room.lead, owner=Owner(body="Invented Surgery"), due_on=today(), version=2)
    assert Message.objects.count() == before + 1


def test_who_may_not_change_it(room, action, nurse):
    for person in (room.owner, room.manager, nurse):
        with pytest.raises(NotAllowed):
            change(action, by=person)
    with pytest.raises(NotAllowed):
        change(action, by=make_person("lessons_lead", organisation=make_organisation()))


def test_what_is_refused_changes_nothing(room, review, nurse):
    action = review.actions.get()
    with pytest.raises(Refusal, match="not agreed yet"):
        change(action, by=room.lead)
    actions.complete_review(review=review, version=review.version, by=room.lead)
    with pytest.raises(Refusal, match="Say why"):
        change(action, by=room.lead, reason=" ")
    with pytest.raises(Refusal, match="not by both"):
        change(action, by=room.lead, owner=Owner(nurse, "Invented Surgery"))
    deny(case=room.case, person=nurse, reason=CaseAccess.Reason.CONFLICT, source="test", by=room.manager)
    with pytest.raises(Refusal, match="could not open this action"):
        change(action, by=room.lead, owner=Owner(nurse))
    change(action, by=room.lead)
    with pytest.raises(Stale) as stale:
        change(action, by=room.lead, due_on=today())
    assert stale.value.version == 1
    actions.complete_action(action=action, evidence="In use.", by=room.owner)
    with pytest.raises(Refusal, match="marked as done"):
        change(action, by=room.lead, due_on=today(), version=1)
    action.refresh_from_db()
    assert (action.owner, action.due_on) == (room.owner, LATER)
    assert told(nurse) == []


def test_from_the_page_with_what_it_was_beside_it(client, room, action, nurse):
    client.force_login(room.lead)
    page, its = reverse("lessons_change", args=[action.pk]), reverse("lessons_action", args=[action.pk])
    assert page in client.get(its).content.decode()
    sent = {"owner": str(nurse.pk), "owner_body": "", "version": "0", "reason": "<i>On leave</i>"}
    sent |= {f"due_on_{part}": str(getattr(LATER, part)) for part in ("day", "month", "year")}
    both = client.post(page, sent | {"owner_body": "Surgery"})
    assert both.status_code == 422
    assert "not both" in both.content.decode()
    assert client.post(page, sent).url == its
    shown = client.get(its).content.decode()
    assert f"Owner: from {room.owner.name} to {nurse.name}." in shown
    assert "&lt;i&gt;On leave&lt;/i&gt;" in shown
    client.force_login(nurse)
    assert page not in client.get(its).content.decode()


def test_a_completed_review_is_corrected_beside_its_words(client, room, completed):
    page = reverse("lessons_correct", args=[room.case.reference])
    client.force_login(room.lead)
    assert page in client.get(reverse("lessons", args=[room.case.reference])).content.decode()
    assert client.post(page, {"wrong": "", "right": ""}).status_code == 422
    before = Pdf.objects.of("lessons.review", completed).get()
    sent = {"wrong": "Step 1: 3 March.", "right": "<b>4 March</b>.", "submission_key": str(uuid.uuid4())}
    for _click in range(2):
        assert client.post(page, sent).url == reverse("lessons", args=[room.case.reference])
    shown = client.get(reverse("lessons", args=[room.case.reference])).content.decode()
    assert "&lt;b&gt;4 March&lt;/b&gt;." in shown
    assert "The recall was not sent." in shown
    new, old = Pdf.objects.of("lessons.review", completed)
    assert old == before
    assert "Step 1: 3 March." in new.html
    assert f"as they stood on {day(today())}" in new.html
    assert Event.objects.filter(kind="lessons.corrected").count() == 1
    with pytest.raises(InternalError), transaction.atomic():
        Correction.objects.update(right="5 March.")


def test_only_a_lead_corrects_and_only_what_is_complete(client, room, review):
    sent = {"review": review, "wrong": "It.", "right": "This.", "submission_key": uuid.uuid4()}
    with pytest.raises(Refusal, match="still being written"):
        actions.correct_review(**sent, by=room.lead)
    actions.complete_review(review=review, version=review.version, by=room.lead)
    with pytest.raises(NotAllowed):
        actions.correct_review(**sent, by=room.manager)
    with pytest.raises(Refusal, match="what is right"):
        actions.correct_review(**sent | {"right": " "}, by=room.lead)
    assert not Correction.objects.exists()
