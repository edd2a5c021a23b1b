"""The letter that says a case is closed: when it can be written, what it says, and who is asked for it."""

import datetime as dt
import uuid
from typing import Any

import pytest

from cases.actions import answer_safety, close, reopen, withdraw
from cases.actions.close import StepAnswer
from cases.actions.record import SafetyAnswer
from cases.models import Case, CaseSummary
from cases.models.case import Closing
from cases.policies import left_at_closing, owed_before_closing
from cases.summary import computed
from cases.work import work_for as cases_work
from letters import actions
from letters.checks import checks
from letters.markup import unfilled
from letters.models import Kind, Letter, OutsideHelp
from letters.promises import promised_for
from letters.suggesting import suggestions
from letters.transitions import State
from letters.work import LATELY, work_for
from pag.following.actions import complete_action, reopen_action
from tests.letters.conftest import call, decide, open_a_case, ready, sent
from ui.dates import day, today
from ui.refusals import Refusal

ASKED = "Write to Dr Amara Okafor: the case is closed"


def closed(
    room: Any, closing: str = Closing.LEARNING, step: StepAnswer | None = None, *, note: str = ""
) -> Case:
    """Tell the outcome and close the case."""
    if room.letter.is_draft:
        room.letter = sent(room.letter, by=room.manager)
    close(case=room.case, closing=Closing(closing), closing_note=note, step=step, by=room.manager)
    return Case.objects.get(pk=room.case.pk)


def opened_again(case: Case, *, by: Any) -> None:
    reopen(case=case, reason="A patient wrote.", submission_key=uuid.uuid4(), by=by)


def asked(person: Any) -> list[str]:
    return [item.sentence for item in work_for(person)]


def test_it_is_not_written_before_the_case_is_closed(room: Any) -> None:
    with pytest.raises(Refusal, match="Close the case first"):
        actions.draft_letter(case=room.case, kind=Kind.CLOSING, by=room.manager)


def test_it_is_listed_at_closing_and_keeps_nothing_from_closing(room: Any) -> None:
    assert any("A closing letter to Dr Amara Okafor" in each.sentence for each in left_at_closing(room.case))
    assert not any("closing letter" in each.sentence.lower() for each in owed_before_closing(room.case))
    assert closed(room).ended


def test_it_says_what_closing_means_and_who_is_still_there(room: Any) -> None:
    letter = actions.draft_letter(case=closed(room), kind=Kind.CLOSING, by=room.manager)
    assert unfilled(letter.subject, letter.text) == []
    assert f"It was closed on {day(today())}." in letter.text
    assert "The case ends with advice or learning" in letter.text
    assert "no concern remains" not in letter.text
    assert "What we learn from it" in letter.text
    parts = [
        "Your case is closed",
        "What this means",
        "Who is still there",
        "What stays on record",
        "Thank you",
    ]
    assert [letter.text.index(part) for part in parts] == sorted(letter.text.index(part) for part in parts)


def test_closing_comes_next_once_the_letter_has_gone_and_what_was_decided_is_done(room: Any) -> None:
    def to_close() -> list[str]:
        return [each.url for each in cases_work(room.manager) if each.sentence.startswith("Close the case")]

    def next_step() -> str:
        return CaseSummary.objects.get(case=room.case).next_step

    sent(room.letter, by=room.manager)
    assert not next_step().startswith("Close")
    for action in room.decision.actions.all():
        complete_action(action=action, evidence="Seen.", by=room.manager)
    assert next_step() == "Close the case: what was decided is done"
    assert to_close() == [f"/cases/{room.case.reference}/close/"]
    reopen_action(action=room.decision.actions.first(), reason="Not yet.", by=room.manager)
    assert not next_step().startswith("Close")
    assert to_close() == []


@pytest.mark.parametrize("closing", [Closing.NO_CONCERN, Closing.COMPLETED, Closing.LEARNING])
def test_what_was_agreed_at_the_end_is_said_in_other_words_and_more_is_not_denied(
    room: Any, closing: str
) -> None:
    letter = actions.draft_letter(
        case=closed(room, closing, note="Between us."), kind=Kind.CLOSING, by=room.manager
    )
    assert unfilled(letter.subject, letter.text) == ["what was agreed at the end, in words to them"]
    assert "Between us." not in letter.text
    assert "Nothing more is asked" not in letter.text
    assert ("Nothing beyond that is asked of you" in letter.text) is (closing != Closing.LEARNING)
    assert any("was: “Between us.”" in each.sentence for each in checks(letter, person=room.manager))


def put_step_in_force(room: Any) -> None:
    answer = SafetyAnswer(
        unsafe=True, step="No patients alone.", decided_by="The director", review_on=today()
    )
    answer_safety(case=room.case, answer=answer, by=room.manager)


def test_it_says_that_an_immediate_step_has_ended_and_why(room: Any) -> None:
    put_step_in_force(room)
    case = closed(room, step=StepAnswer(ends=True, why="You have finished the course."))
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert "to keep people safe: No patients alone." in letter.text
    assert f"It has ended, on {day(today())}, because: You have finished the course." in letter.text
    assert "One thing goes on" not in letter.text
    assert unfilled(letter.subject, letter.text) == []


def test_it_says_who_looks_after_a_step_that_goes_on_and_until_when(room: Any) -> None:
    put_step_in_force(room)
    until = today() + dt.timedelta(days=60)
    case = closed(room, step=StepAnswer(ends=False, kept_by="Dr Invented at the practice", until=until))
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert "One thing goes on, to keep people safe: No patients alone." in letter.text
    assert f"It goes on until {day(until)}" in letter.text
    assert "Dr Invented at the practice looks after it." in letter.text
    assert unfilled(letter.subject, letter.text) == []


def test_a_step_of_an_earlier_closing_is_not_told_again(room: Any) -> None:
    put_step_in_force(room)
    case = closed(room, step=StepAnswer(ends=True, why="You have finished the course."))
    opened_again(case, by=room.manager)
    room.case.refresh_from_db()
    room.letter = Letter.objects.get(
        decision=decide(room.case, by=room.manager, group=room.group, days_ago=1)
    )
    letter = actions.draft_letter(case=closed(room), kind=Kind.CLOSING, by=room.manager)
    assert "No patients alone." not in letter.text


@pytest.mark.parametrize("closing", Closing.values)
def test_each_way_of_closing_has_its_own_words(room: Any, closing: str) -> None:
    letter = actions.draft_letter(case=closed(room, closing), kind=Kind.CLOSING, by=room.manager)
    meaning = letter.text.split("## What this means\n\n")[1].split("\n\n")[0]
    assert not meaning.startswith("Closing a case proves nothing")


def test_no_period_is_invented_for_keeping_records(room: Any) -> None:
    case = closed(room)
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert "Please ask me, and I will tell you what they say" in letter.text
    default = OutsideHelp.objects.get()
    OutsideHelp.objects.create(
        organisation=room.organisation,
        version=1,
        effective_from=today(),
        local_committees=default.local_committees,
        defence=default.defence,
        records_kept="We keep it as long as our records policy of 2026 says.",
        source="The organisation",
    )
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert "We keep it as long as our records policy of 2026 says." in letter.text
    assert "Please ask me, and I will tell you what they say" not in letter.text


def test_it_promises_nothing_further_and_ends_what_was_promised(room: Any) -> None:
    case = closed(room)
    assert promised_for(case)
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert letter.next_update_on is None
    assert "hear from me again by" not in letter.text
    sent(letter, by=room.manager)
    assert promised_for(case) is None


def test_whoever_manages_the_case_is_asked_for_it_until_it_is_begun(room: Any) -> None:
    case = closed(room)
    assert asked(room.manager) == [ASKED]
    assert asked(room.officer) == []
    letters = list(Letter.objects.of_case(case))
    (suggestion,) = suggestions(case, letters)
    assert suggestion.url.endswith("?which=closing")
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert asked(room.manager) == ["Approve the closing letter to Dr Amara Okafor"]
    actions.set_aside(letter=letter, by=room.manager)
    assert asked(room.manager) == []
    assert suggestions(case, letters) == []


def test_a_case_closed_long_ago_is_not_brought_up_again(room: Any) -> None:
    case = closed(room)
    Case.objects.filter(pk=case.pk).update(closed_at=case.closed_at - LATELY - dt.timedelta(days=1))
    assert asked(room.manager) == []


def test_a_case_closed_a_second_time_has_its_own_letter(room: Any) -> None:
    case = closed(room)
    sent(actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager), by=room.manager)
    opened_again(case, by=room.manager)
    room.case.refresh_from_db()
    second = decide(room.case, by=room.manager, group=room.group, days_ago=1)
    sent(Letter.objects.get(decision=second), by=room.manager)
    closed(room)
    assert asked(room.manager) == [ASKED]


def test_what_says_that_it_is_closed_does_not_leave_once_it_is_open_again_and_they_are_told_why(
    room: Any,
) -> None:
    case = closed(room)
    waits = ready(actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager), by=room.manager)
    opened_again(case, by=room.officer)
    waits.refresh_from_db()
    assert waits.state == State.SET_ASIDE
    assert promised_for(case) == today()
    assert asked(room.manager) == ["Dr Amara Okafor expects to hear from you today"]
    again = actions.replace_letter(letter=waits, by=room.manager)
    with pytest.raises(Refusal, match="The case is open again"):
        actions.approve(letter=again, version=again.version, by=room.manager)
    Letter.objects.filter(pk=again.pk).update(state=State.SET_ASIDE)
    call(case, by=room.manager)
    assert asked(room.manager) == []


def test_who_never_heard_of_a_case_is_promised_nothing_when_it_is_opened_again(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation)
    withdraw(case=case, reason="By mistake.", submission_key=uuid.uuid4(), by=room.manager)
    opened_again(case, by=room.manager)
    assert promised_for(case) is None


def test_the_head_of_a_closed_case_asks_for_the_letter_until_it_went_out_or_was_set_aside(room: Any) -> None:
    case = closed(room)
    assert CaseSummary.objects.get(case=case).next_step == "Send Dr Amara Okafor the closing letter"
    letter = actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager)
    assert computed(case)["next_step"] == "Send Dr Amara Okafor the closing letter"
    actions.set_aside(letter=letter, by=room.manager)
    assert CaseSummary.objects.get(case=case).next_step == ""
    sent(actions.draft_letter(case=case, kind=Kind.CLOSING, by=room.manager), by=room.manager)
    assert CaseSummary.objects.get(case=case).next_step == ""
