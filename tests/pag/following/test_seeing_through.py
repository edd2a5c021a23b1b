"""How an action goes, that it is done and how we know, opening it again, giving it to somebody else."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from audit.models import Event
from cases.search import cases_found
from documents.actions import add_upload
from pag import actions
from pag.following.access import updates_shown
from pag.following.actions import Owner, change_action, complete_action, reopen_action, say
from pag.models import Action, ActionUpdate
from pag.work import work_for
from tests.factories import make_case, make_person
from tests.pag.wording import WHY
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db
LATER = today() + dt.timedelta(days=14)


@pytest.fixture
def add(manager, settings, tmp_path):
    """Return a function that adds a document to a case."""
    settings.MEDIA_ROOT = tmp_path

    def adds(case, topic="general"):
        file = SimpleUploadedFile("Note.eml", b"From: a@example.test\nTo: b@example.test\nSubject: x\n\nx")
        key = uuid.uuid4()
        return add_upload(case=case, upload=file, topic=topic, by=manager, submission_key=key, limit_mb=1)

    return adds


def kinds(action):
    return list(action.updates.values_list("kind", flat=True))


def changed(action, by, **facts: Any) -> Action:
    wanted = {
        "owner": Owner(action.owner, action.owner_name, action.practitioner),
        "due_on": action.due_on,
        "reason": "They are away until June.",
        "version": action.version,
    }
    return change_action(action=action, by=by, **wanted | facts)


def test_the_owner_writes_how_it_goes_once_with_a_document_and_it_is_found(agreed, member, case, add):
    action, key = agreed(), uuid.uuid4()
    for _click in range(2):
        said = say(
            action=action,
            words="Two zebras were asked.",
            document=add(case),
            by=member,
            submission_key=key,
        )
    assert kinds(action) == ["said"]
    assert cases_found(member, "zebras") == [case.pk]
    (shown,) = updates_shown(member, action, reads=True)
    assert (shown.update, shown.document) == (said, said.document)
    with pytest.raises(DatabaseError), transaction.atomic():
        ActionUpdate.objects.update(words="Something else.")


def test_a_document_of_another_case_or_a_closed_topic_shows_nothing(agreed, member, chair, case, add, item):
    action = agreed()
    elsewhere = add(make_case(by=case.manager, organisation=case.organisation))
    with pytest.raises(Refusal, match="document"):
        say(action=action, words="So.", document=elsewhere, by=member, submission_key=uuid.uuid4())
    health = add(case, "health")
    say(action=action, words="So.", document=health, by=member, submission_key=uuid.uuid4())
    officer = make_person("responsible_officer", organisation=case.organisation)
    assert [each.document for each in updates_shown(officer, action, reads=True)] == [None]
    assert [each.document for each in updates_shown(member, action, reads=True)] == [health]


def test_the_owner_says_how_we_know_that_it_is_done_and_a_second_click_changes_nothing(agreed, member):
    action = agreed()
    with pytest.raises(Refusal, match="how we know"):
        complete_action(action=action, evidence=" ", by=member)
    for _click in range(2):
        done = complete_action(action=action, evidence="The mentor wrote.", by=member)
        assert (done.done_on, done.done_by) == (today(), member)
    assert kinds(action) == ["done"]
    assert Event.objects.filter(kind="pag.action_done").count() == 1
    with pytest.raises(Refusal, match="recorded as done"):
        say(action=action, words="One more.", by=member, submission_key=uuid.uuid4())


def test_the_manager_records_it_too_but_no_other_member_and_nobody_kept_from_the_case(
    agreed, item, manager, chair, member
):
    action = agreed()
    actions.declare(item=item, answer="none", by=chair)
    for act in (complete_action, reopen_action):
        words = "evidence" if act is complete_action else "reason"
        with pytest.raises(NotAllowed):
            act(action=action, by=chair, **{words: "Seen."})
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    with pytest.raises(NotAllowed):
        complete_action(action=action, evidence="Seen.", by=member)
    assert complete_action(action=action, evidence="Seen.", by=manager).done_by == manager


@pytest.mark.parametrize("days", [-3, 1])
def test_it_was_done_between_the_meeting_and_today(agreed, manager, days):
    action, done_on = agreed(), today() + dt.timedelta(days=days)
    with pytest.raises(Refusal, match="between"):
        complete_action(action=action, evidence="Seen.", by=manager, done_on=done_on)


def test_it_is_opened_again_with_a_reason_and_what_was_said_stays(agreed, member, manager):
    action = agreed()
    with pytest.raises(Refusal, match="open already"):
        reopen_action(action=action, reason="Not in place.", by=manager)
    complete_action(action=action, evidence="The mentor wrote.", by=member)
    with pytest.raises(Refusal, match="why"):
        reopen_action(action=action, reason=" ", by=manager)
    with pytest.raises(NotAllowed):
        reopen_action(action=action, reason="Not in place.", by=member)
    for _click in range(2):
        assert reopen_action(action=action, reason="Not in place.", by=manager).done_on is None
    assert kinds(action) == ["done", "reopened"]


def test_it_is_given_to_somebody_else_and_another_day_and_what_it_was_is_kept(agreed, manager, chair, item):
    action = agreed()
    with pytest.raises(Refusal, match="not open to Dr Robin Chairperson"):
        changed(action, manager, owner=Owner(chair, ""))
    actions.declare(item=item, answer="none", by=chair)
    with pytest.raises(Refusal, match="why"):
        changed(action, manager, owner=Owner(chair, ""), reason="")
    with pytest.raises(NotAllowed):
        changed(action, chair, owner=Owner(chair, ""))
    for _click in range(2):
        now = changed(action, manager, owner=Owner(chair, ""), due_on=LATER)
    assert (now.owner, now.due_on) == (chair, LATER)
    owner, due = action.updates.all()
    assert (owner.was_by, owner.now_by) == ("Dr Robin Memberson", "Dr Robin Chairperson")
    assert (due.was_due, due.now_due) == (today(), LATER)
    with pytest.raises(Stale) as refused:
        changed(action, manager, owner=Owner(None, "A trainer"))
    assert refused.value.theirs["owner"] == "Dr Robin Chairperson"
    with pytest.raises(Refusal, match="before the meeting"):
        changed(now, manager, due_on=today() - dt.timedelta(days=9))
    event = Event.objects.get(kind="pag.action_owner")
    assert event.detail == {"person": chair.pk}


def test_the_manager_is_asked_to_name_somebody_else_and_nothing_says_why(agreed, member, item, manager, case):
    action = agreed()
    assert not any("somebody else" in each.sentence for each in work_for(manager))
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    (line,) = [each for each in work_for(manager) if "somebody else" in each.sentence]
    assert (line.url, line.reference, line.due) == (f"/actions/{action.pk}/", case.reference, today())
    assert "Memberson" not in line.sentence and "aside" not in line.sentence
    changed(Action.objects.get(pk=action.pk), manager, owner=Owner(None, "A trainer"))
    assert not any("somebody else" in each.sentence for each in work_for(manager))


def test_an_owner_who_has_still_to_declare_again_finds_the_action_and_no_more(
    agreed, member, manager, case, plan
):
    action = agreed()
    say(action=action, words="Written by another.", by=manager, submission_key=uuid.uuid4())
    actions.put_on_agenda(case=case, meeting=plan(7), without_triage=WHY, by=manager)
    (line,) = [each for each in work_for(member) if "You were named" in each.sentence]
    assert "Okafor" not in line.sentence and line.reference == ""
    assert updates_shown(member, action, reads=False) == []
    complete_action(action=action, evidence="The mentor wrote.", by=member)
    assert [each.update.words for each in updates_shown(member, action, reads=False)] == ["The mentor wrote."]
