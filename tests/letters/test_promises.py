"""One day for the next update: letters read it and set it, a call keeps it, and somebody is asked in time."""

import datetime as dt
import uuid
from typing import Any

import pytest

from cases.actions import receive_account, withdraw
from cases.models import Case, CaseSummary
from cases.stages import Stage
from clocks.working_days import calm_day_until, is_calm_day
from letters import actions
from letters.checks import checks
from letters.facts import gather
from letters.markup import unfilled
from letters.models import Kind, Letter, LetterTemplate
from letters.promises import NEAR, in_words, promised_for, reworded
from letters.suggesting import suggestions
from letters.work import work_for
from support.actions import promise_update
from support.summary import NEXT_UPDATE
from tests.factories import make_person
from tests.kept import kept
from tests.letters.conftest import approved, call, open_a_case, ready, sent
from ui.dates import day, today
from ui.refusals import Refusal, Stale

FOUR_WEEKS = dt.timedelta(days=28)
# What the wording promises by itself, on a day when somebody can be reached.
IN_FOUR_WEEKS = calm_day_until(today() + FOUR_WEEKS)


def promise(case: Case, days: int, *, by: Any) -> dt.date:
    """Let the support plan say that they hear again in so many days."""
    on = today() + dt.timedelta(days=days)
    promise_update(case=case, on=on, by=by)
    return on


def expecting(person: Any) -> list[str]:
    person.__dict__.pop("_held", None)
    return [item.sentence for item in work_for(person) if "hear from you" in item.sentence]


@kept
def told(room: Any) -> Case:
    """Return a case whose outcome letter has gone out, so that nothing else is waiting."""
    sent(room.letter, by=room.manager)
    return Case.objects.get(pk=room.case.pk)


def test_a_letter_that_goes_out_sets_the_day_on_the_support_plan(room: Any) -> None:
    letter = sent(room.letter, by=room.manager)
    assert letter.next_update_on == IN_FOUR_WEEKS
    assert promised_for(room.case) == letter.next_update_on
    summary = CaseSummary.objects.get(case=room.case)
    assert (summary.next_step, summary.next_due) == (NEXT_UPDATE, letter.next_update_on)


def test_a_draft_promises_the_day_that_stands(room: Any) -> None:
    stands = promise(room.case, 10, by=room.manager)
    letter = actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager)
    assert letter.next_update_on == stands
    assert f"write to you again by {day(stands)}" in letter.text


@pytest.mark.parametrize("days", [NEAR.days, 0, -3])
def test_a_letter_that_itself_keeps_the_promise_gives_the_next_one(room: Any, days: int) -> None:
    promise(room.case, days, by=room.manager)
    letter = actions.draft_letter(case=room.case, kind=Kind.UPDATE, by=room.manager)
    assert letter.next_update_on == IN_FOUR_WEEKS


def test_a_day_the_text_does_not_say_is_not_promised(room: Any) -> None:
    promise(room.case, 10, by=room.manager)
    letter = actions.edit_letter(
        letter=room.letter, subject="S", text="Dear Dr Okafor, all is said.", version=1, by=room.manager
    )
    sent(letter, by=room.manager)
    assert promised_for(room.case) == today() + dt.timedelta(days=10)


def test_another_day_is_chosen_once_and_the_text_follows(room: Any) -> None:
    before, later = room.letter.next_update_on, today() + dt.timedelta(days=40)
    letter = actions.edit_letter(
        letter=room.letter,
        subject=room.letter.subject,
        text=room.letter.text,
        next_update_on=later,
        version=1,
        by=room.manager,
    )
    assert day(later) in letter.text
    assert day(before) not in letter.text
    sent(letter, by=room.manager)
    assert promised_for(room.case) == later


def test_two_people_choosing_a_day_see_both(room: Any) -> None:
    mine, theirs = (today() + dt.timedelta(days=days) for days in (40, 50))
    words = {"subject": room.letter.subject, "text": room.letter.text, "version": 1}
    actions.edit_letter(letter=room.letter, next_update_on=theirs, by=room.officer, **words)
    with pytest.raises(Stale) as stale:
        actions.edit_letter(letter=room.letter, next_update_on=mine, by=room.manager, **words)
    assert stale.value.theirs["next_update_on"] == day(theirs)


def test_a_day_that_stands_twice_in_the_text_is_left_to_somebody(room: Any) -> None:
    first, second = today(), today() + FOUR_WEEKS
    assert reworded(f"by {day(first)}", first, second) == f"by {day(second)}"
    twice = f"by {day(first)} and by {day(first)}"
    assert reworded(twice, first, second) == twice
    assert reworded("by then", None, second) == "by then"


def test_a_promise_that_has_passed_is_not_approved(room: Any) -> None:
    letter = room.letter
    letter.next_update_on = today()
    Letter.objects.filter(pk=letter.pk).update(context=letter.context)
    with pytest.raises(Refusal, match="choose a later one"):
        approved(letter, by=room.manager)


def test_it_is_asked_for_a_week_before_and_not_earlier(room: Any, told: Case) -> None:
    promise(told, NEAR.days + 1, by=room.manager)
    assert expecting(room.manager) == []
    by = promise(told, NEAR.days, by=room.manager)
    assert expecting(room.manager) == [f"Dr Amara Okafor expects to hear from you by {day(by)}"]
    (item,) = [item for item in work_for(room.manager) if "expects" in item.sentence]
    assert item.due == by
    assert expecting(make_person("case_manager", organisation=room.organisation)) == []


def test_it_is_asked_of_a_manager_who_writes_no_letters_too(room: Any, told: Case) -> None:
    promise(told, 1, by=room.manager)
    Case.objects.filter(pk=told.pk).update(manager=room.officer)
    assert len(expecting(room.officer)) == 1


def test_a_letter_begun_is_asked_for_instead(room: Any, told: Case) -> None:
    promise(told, 2, by=room.manager)
    actions.draft_letter(case=told, kind=Kind.UPDATE, by=room.manager)
    assert expecting(room.manager) == []
    assert any(
        item.sentence == "Finish the update letter to Dr Amara Okafor" for item in work_for(room.manager)
    )


def test_somebody_who_had_heard_of_a_case_is_told_that_it_is_withdrawn(room: Any, told: Case) -> None:
    promise(told, 20, by=room.manager)
    update = ready(actions.draft_letter(case=told, kind=Kind.UPDATE, by=room.manager), by=room.manager)
    withdraw(case=told, reason="Taken back.", submission_key=uuid.uuid4(), by=room.officer)
    told.refresh_from_db()
    tell = "Tell Dr Amara Okafor that the case is withdrawn"
    assert [item.sentence for item in work_for(room.manager)] == [tell]
    assert CaseSummary.objects.get(case=told).next_step == tell
    assert tell in suggestions(told, [])[1].sentence
    with pytest.raises(Refusal, match="The case is withdrawn"):
        actions.send_by_email(
            letter=update, to_email="amara@home.test", version=update.version, by=room.manager
        )
    closing = actions.draft_letter(case=told, kind=Kind.CLOSING, by=room.manager)
    assert closing.subject.startswith("Your case is withdrawn")
    assert "hear from me again by" not in closing.text
    assert "closed" not in closing.text
    assert unfilled(closing.subject, closing.text) == ["why it is withdrawn, as far as it can be told"]
    assert [item.sentence for item in work_for(room.manager)] == [
        "Finish the closing letter to Dr Amara Okafor"
    ]
    actions.set_aside(letter=closing, by=room.manager)
    call(told, by=room.manager)
    assert work_for(room.manager) == []
    assert promised_for(told) is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "Dr Okafor expects to hear from you by 4 March 2026"),
        (0, "Dr Okafor expects to hear from you today"),
        (-1, "Dr Okafor has been waiting to hear from you since 2 March 2026"),
    ],
)
def test_in_words(days: int, words: str) -> None:
    on = dt.date(2026, 3, 3)
    assert in_words("Dr Okafor", on + dt.timedelta(days=days), on=on) == words


def test_a_call_in_which_they_were_told_keeps_the_promise(room: Any, told: Case) -> None:
    promise(told, 3, by=room.manager)
    contact = call(told, by=room.manager, on=today() - dt.timedelta(days=1))
    assert promised_for(told) == contact.hears_by == calm_day_until(today() + dt.timedelta(days=27))
    assert CaseSummary.objects.get(case=told).next_due == promised_for(told)


@pytest.mark.parametrize(("days", "was_told"), [(3, False), (NEAR.days + 1, True)])
def test_other_contacts_leave_it_where_it_is(room: Any, told: Case, days: int, was_told: bool) -> None:
    stands = promise(told, days, by=room.manager)
    call(told, by=room.manager, told=was_told)
    assert promised_for(told) == stands


def test_what_a_letter_promised_is_not_kept_by_a_call_of_the_same_day(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation)
    near = promise(case, 4, by=room.manager)
    first = actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager)
    assert sent(first, by=room.manager).next_update_on == near
    assert call(case, by=room.manager).hears_by is None
    assert promised_for(case) == near


def test_a_call_promises_nothing_where_nothing_was_promised(room: Any) -> None:
    call(room.case, by=room.manager)
    assert promised_for(room.case) is None


def test_both_ways_to_keep_it_are_suggested_when_it_is_near(room: Any, told: Case) -> None:
    by = promise(told, 2, by=room.manager)
    letters = list(Letter.objects.of_case(told))
    first, second = suggestions(told, letters)[:2]
    assert first.sentence == (
        f"Dr Amara Okafor expects to hear from you by {day(by)}. Write an update, even without news."
    )
    assert first.url.endswith("?which=update")
    assert second.sentence == "Or ring, and log the call."
    promise(told, 20, by=room.manager)
    assert suggestions(told, letters) == []


def test_an_update_says_where_things_stand_and_leaves_what_only_a_person_knows(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation)
    letter = actions.draft_letter(case=case, kind=Kind.UPDATE, by=room.manager)
    assert "The assessment by a professional advisor has not begun yet" in letter.text
    assert "The investigation is going on" not in letter.text
    assert "your own account of" not in letter.text
    receive_account(
        case=case,
        text="I was ill.",
        received_on=today(),
        how="email",
        by=room.manager,
        submission_key=uuid.uuid4(),
    )
    Case.objects.filter(pk=case.pk).update(stage=Stage.INVESTIGATION)
    case.refresh_from_db()
    letter = actions.draft_letter(case=case, kind=Kind.UPDATE, by=room.manager)
    assert "The investigation is going on" in letter.text
    assert f"I have your own account of {day(today())}. Thank you for it." in letter.text
    with pytest.raises(Refusal, match="what takes longer, why"):
        actions.approve(letter=letter, version=letter.version, by=room.manager)


def test_an_update_sent_moves_the_day_on(room: Any, told: Case) -> None:
    promise(told, 2, by=room.manager)
    sent(actions.draft_letter(case=told, kind=Kind.UPDATE, by=room.manager), by=room.manager)
    assert promised_for(told) == IN_FOUR_WEEKS
    assert CaseSummary.objects.get(case=told).next_due == IN_FOUR_WEEKS


def test_the_first_letter_keeps_the_next_step_and_sets_the_day(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation)
    letter = ready(actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager), by=room.manager)
    actions.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=room.manager)
    assert promised_for(case) == IN_FOUR_WEEKS
    assert CaseSummary.objects.get(case=case).next_step == "Ask an advisor to triage"


@pytest.mark.parametrize("days", [1, 3, NEAR.days])
def test_a_first_letter_says_the_day_that_was_agreed_however_near_and_is_not_told_off(
    room: Any, days: int
) -> None:
    stands = promise(room.case, days, by=room.manager)
    letter = actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager)
    assert letter.next_update_on == stands
    assert f"write to you again by {day(stands)}" in letter.text
    assert not any("which is soon" in check.sentence for check in checks(letter, person=room.manager))


def test_a_near_day_that_nobody_agreed_is_pointed_out(room: Any) -> None:
    letter = actions.edit_letter(
        letter=room.letter,
        subject=room.letter.subject,
        text=room.letter.text,
        next_update_on=today() + dt.timedelta(days=2),
        version=room.letter.version,
        by=room.manager,
    )
    assert any("which is soon" in check.sentence for check in checks(letter, person=room.manager))


@pytest.mark.parametrize("offset", range(8))
def test_no_draft_promises_or_asks_anything_for_a_weekend_or_holiday(room: Any, offset: int) -> None:
    christmas = dt.date(2026, 11, 24) + dt.timedelta(days=offset)
    template = LetterTemplate.objects.in_force(Kind.FIRST, room.organisation, on=christmas)
    assert template is not None
    facts = gather(case=room.case, template=template, decision=None, on=christmas)
    assert facts.next_update
    assert is_calm_day(facts.next_update)
    assert is_calm_day(facts.reply_by)
    assert facts.reply_by >= christmas + dt.timedelta(days=template.reply_days)
