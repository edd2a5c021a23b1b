"""What was written down wrongly is corrected or taken back: openly, with a reason, and nothing is lost."""

import datetime as dt
import uuid

import pytest

from audit.models import Event
from cases import actions
from cases.models import Account, CaseSummary, Contact, Note
from cases.search import cases_found
from tests.factories import make_person
from tests.kept import kept
from tests.ui.html import Html
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@kept
def note(case, manager):
    return actions.note(case=case, text="Mrs Zebra rang.", by=manager, submission_key=uuid.uuid4())


@kept
def contact(case, manager):
    return logged(case, manager)


def logged(case, manager):
    return actions.log_contact(
        case=case,
        how="phone",
        on=today(),
        summary="Said what comes next.",
        told=True,
        listened=False,
        by=manager,
        submission_key=uuid.uuid4(),
    )


def correct(record, by, key=None, **changes):
    key = key or uuid.uuid4()
    return actions.correct(record=record, changes=changes, why="Mistyped.", submission_key=key, by=by)


def told_on(case):
    return CaseSummary.objects.get(case=case).last_told_on


def test_a_correction_stands_in_place_of_what_is_kept(note, case, manager):
    key = uuid.uuid4()
    corrected = correct(note, manager, key=key, text="A patient rang.")
    assert correct(note, manager, key=key, text="A patient rang.") == corrected
    assert [each.text for each in case.notes.all()] == ["A patient rang."]
    assert Note.ever.get(pk=note.pk).text == "Mrs Zebra rang."
    assert (corrected.at, corrected.by) == (note.at, manager)
    assert cases_found(manager, "Zebra") == []
    assert cases_found(manager, "patient rang") == [case.pk]
    events = Event.objects.of_case(case.pk).filter(kind="case.record_corrected")
    assert [event.detail for event in events] == [{"what": "note"}]
    with pytest.raises(Refusal, match="just corrected it"):
        correct(note, manager, text="Nobody rang.")
    with pytest.raises(Refusal, match="Nothing is different"):
        correct(corrected, manager, text="A patient rang.")


def test_who_was_told_by_mistake_is_not_told(contact, case, manager):
    assert told_on(case) == today()
    right = correct(contact, manager, told=False)
    assert told_on(case) is None
    actions.take_back(record=correct(right, manager, told=True), why="Another case.", by=manager)
    assert told_on(case) is None
    assert not case.contacts.exists()
    with pytest.raises(Refusal, match="future"):
        correct(logged(case, manager), manager, on=today() + dt.timedelta(days=1))


def test_whoever_wrote_it_and_the_case_manager_correct_it_and_nobody_else(note, case, manager, organisation):
    officer, other = (
        make_person(role, organisation=organisation) for role in ("responsible_officer", "case_manager")
    )
    by_officer = actions.note(case=case, text="Mine.", by=officer, submission_key=uuid.uuid4())
    assert correct(by_officer, officer, text="Mine again.").text == "Mine again."
    for person in (officer, other):
        with pytest.raises(NotAllowed, match="Ask one of them"):
            correct(note, person, text="Changed.")
    with pytest.raises(NotAllowed):
        actions.take_back(record=note, why="No.", by=make_person("advisor", organisation=organisation))


def test_the_overview_shows_a_correction_and_keeps_what_was_taken_back_from_others(
    client, note, case, manager, organisation
):
    account = actions.receive_account(
        case=case,
        text="Of somebody else.",
        received_on=today(),
        how="letter",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    client.force_login(manager)
    address = f"/cases/{case.reference}/written/"
    shown = Html(client.get(f"{address}note/{note.pk}/").content.decode())
    assert shown.text("#id_text") == "Mrs Zebra rang."
    answers = {"text": "A patient rang.", "topic": "general", "submission_key": uuid.uuid4()}
    assert client.post(f"{address}note/{note.pk}/", answers).status_code == 422
    assert (
        client.post(f"{address}note/{note.pk}/", answers | {"why": "A name stood there."}).status_code == 302
    )
    taken = {"reason": "It belongs to another case.", "submission_key": uuid.uuid4()}
    before = client.get(f"{address}account/{account.pk}/take-back/").content.decode()
    assert "Of somebody else." in before
    assert "told that it had come" in before
    for _click in range(2):
        assert client.post(f"{address}account/{account.pk}/take-back/", taken).status_code == 302
    assert Event.objects.of_case(case.pk).filter(kind="case.record_taken_back").count() == 1
    assert not Account.objects.exists()
    mine = client.get(f"/cases/{case.reference}/").content.decode()
    client.force_login(make_person("responsible_officer", organisation=organisation))
    theirs = client.get(f"/cases/{case.reference}/").content.decode()
    for said in ("A name stood there.", "It belongs to another case.", "has not given an account yet"):
        assert said in mine
        assert said in theirs
    for kept_back in ("Mrs Zebra rang.", "Of somebody else."):
        assert kept_back in mine
        assert kept_back not in theirs
    assert client.get(f"{address}note/{Note.objects.get().pk}/").status_code == 403
    assert client.get(f"{address}letter/1/").status_code == 404


def test_what_was_a_health_matter_is_told_to_nobody_who_may_not_know(
    client, note, case, manager, organisation
):
    health = correct(note, manager, topic="health")
    correct(health, manager, topic="general", text="All well.")
    client.force_login(make_person("responsible_officer", organisation=organisation))
    assert "Mistyped." not in client.get(f"/cases/{case.reference}/").content.decode()
    assert "All well." in client.get(f"/cases/{case.reference}/").content.decode()
    assert Contact.objects.count() == 0
