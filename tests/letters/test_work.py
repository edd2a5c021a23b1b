"""What letters ask of people, what must be told before closing, and how long telling took."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import deny
from cases.policies import owed_before_closing
from cases.work import WorkItem
from clocks.working_days import add_working_days
from letters import actions
from letters.checks import is_bad_hour
from letters.models import Kind, Letter
from letters.suggesting import suggestions
from letters.telling import Telling, tellings
from letters.work import work_for
from outbox.models import Message
from outbox.settling import settle
from tests.factories import make_organisation, make_person
from tests.letters.conftest import approved, call, decide, open_a_case, ready, sent
from ui.dates import LONDON, day, today


def asked(person: Any) -> dict[str, WorkItem]:
    person.__dict__.pop("_held", None)
    return {item.sentence: item for item in work_for(person)}


def about(person: Any, start: str) -> WorkItem:
    return next(item for sentence, item in asked(person).items() if sentence.startswith(start))


def test_an_outcome_letter_is_due_by_the_rule(room: Any) -> None:
    item = about(room.manager, "Approve the outcome letter to Dr Amara Okafor: the group met")
    assert item.due == add_working_days(room.decision.decided_on, 2)
    assert item.waiting_since == room.decision.decided_on
    assert item.url.endswith("/letters/1/")


def test_the_call_is_asked_for_before_the_letter_and_not_after_it(room: Any) -> None:
    met_on = room.decision.decided_on
    item = about(room.manager, f"Ring Dr Amara Okafor: what came of the meeting on {day(met_on)}")
    assert item.due == add_working_days(met_on, 1)
    call(room.case, by=room.manager, told=False)
    call(room.case, by=room.manager, on=met_on - dt.timedelta(days=1))
    assert about(room.manager, "Ring Dr Amara Okafor")
    call(room.case, by=room.manager, on=met_on)
    assert not any(sentence.startswith("Ring") for sentence in asked(room.manager))
    assert about(room.manager, "Approve the outcome letter")


def test_a_draft_with_gaps_is_still_to_be_written(room: Any) -> None:
    actions.edit_letter(letter=room.letter, subject="S", text="[[gap]]", version=1, by=room.manager)
    assert about(room.manager, "Finish the outcome letter to Dr Amara Okafor: the group met")


def test_each_state_says_what_there_is_to_do(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    assert about(room.manager, "The PDF of the outcome letter to Dr Amara Okafor is being made")
    letter = ready(actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager), by=room.manager)
    assert about(room.manager, "Send the first letter to Dr Amara Okafor")
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
    )
    assert not any("first letter" in sentence for sentence in asked(room.manager))
    for state, sentence in (
        ("failed", "The first letter to Dr Amara Okafor could not be sent"),
        ("unknown", "Find out whether the first letter to Dr Amara Okafor has left"),
    ):
        Message.objects.update(state="sending", settled_at=None)
        settle(message=Message.objects.get(), state=Message.State(state), error="No answer came.")
        assert about(room.manager, sentence)


def test_a_pdf_that_could_not_be_made_is_somebodys_work(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    type(letter.pdf).objects.filter(pk=letter.pdf_id).update(state="failed", error="The font lacks a letter.")
    assert about(room.manager, "The PDF of the outcome letter to Dr Amara Okafor could not be made")


def test_a_case_without_a_first_letter_asks_for_one(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation, last_name="Banerjee")
    item = about(room.manager, "Write to Dr Amara Banerjee: a concern has been raised")
    assert (item.reference, item.waiting_since) == (case.reference, case.received_on)


def test_an_outcome_set_aside_is_still_to_be_told(room: Any) -> None:
    actions.set_aside(letter=room.letter, by=room.manager)
    assert about(room.manager, "Write the outcome letter to Dr Amara Okafor: the group met")
    assert any("the group met" in each.sentence for each in suggestions(room.case, [room.letter]))


def test_what_is_done_and_what_is_others_work_is_not_listed(room: Any) -> None:
    for person in (room.lead, room.advisor):
        assert asked(person) == {}
    sent(room.letter, by=room.manager)
    assert asked(room.manager) == {}


def test_a_draft_without_gaps_waits_for_whoever_approves(room: Any) -> None:
    item = about(room.officer, "Approve the outcome letter to Dr Amara Okafor: the group met")
    assert (item.url, item.due) == (
        room.letter.get_absolute_url(),
        add_working_days(room.decision.decided_on, 2),
    )
    actions.edit_letter(letter=room.letter, subject="S", text="[[gap]]", version=1, by=room.manager)
    assert asked(room.officer) == {}
    actions.edit_letter(letter=room.letter, subject="S", text="Whole.", version=2, by=room.manager)
    assert asked(room.officer)
    approved(Letter.objects.get(pk=room.letter.pk), by=room.officer)
    assert asked(room.officer) == {}


def test_a_colleague_who_writes_letters_is_not_asked_for_those_of_others(room: Any) -> None:
    colleague = make_person("case_manager", organisation=room.organisation)
    assert asked(colleague) == {}


def test_nobody_approves_in_a_case_that_is_not_open_to_them(room: Any) -> None:
    stranger = make_person("responsible_officer", organisation=make_organisation())
    assert asked(stranger) == {}
    deny(case=room.case, person=room.officer, reason="conflict", source="test", by=room.manager)
    assert asked(room.officer) == {}


def test_the_list_of_an_approver_asks_a_fixed_number_of_questions(
    room: Any, django_assert_num_queries: Any
) -> None:
    for name in ("One", "Two", "Three"):
        case = open_a_case(room.manager, room.organisation, last_name=name)
        decide(case, by=room.manager, group=room.group)
    room.officer.__dict__.pop("_held", None)
    with django_assert_num_queries(5):
        assert len(work_for(room.officer)) == 4


def test_the_list_asks_a_fixed_number_of_questions(room: Any, django_assert_num_queries: Any) -> None:
    for name in ("One", "Two", "Three"):
        case = open_a_case(room.manager, room.organisation, last_name=name)
        decide(case, by=room.manager, group=room.group)
        open_a_case(room.manager, room.organisation, last_name=f"{name}-More")
    room.manager.__dict__.pop("_held", None)
    with django_assert_num_queries(9):
        assert len(work_for(room.manager)) == 11


def test_a_case_cannot_close_before_every_outcome_is_told(room: Any) -> None:
    owed = f"Dr Amara Okafor has not been told the outcome of the meeting on {day(room.decision.decided_on)}"
    assert any(each.sentence.startswith(owed) for each in owed_before_closing(room.case))
    sent(room.letter, by=room.manager)
    assert not any("the letter has not gone out" in each.sentence for each in owed_before_closing(room.case))


def test_what_is_owed_leads_to_the_letter_that_tells_it(room: Any, client: Any) -> None:
    client.force_login(room.manager)

    def way() -> tuple[str, str]:
        (untold,) = [each for each in owed_before_closing(room.case) if "not gone out" in each.sentence]
        (found,) = untold.ways
        assert client.get(found.url).status_code == 200
        return found.label, found.url

    address = room.letter.get_absolute_url()
    assert way() == ("Finish the letter and approve it", address)
    ready(room.letter, by=room.manager)
    assert way() == ("Send the letter", address)
    Letter.objects.update(
        state="failed", trouble="No answer.", to_email="a@b.test", message_key="k", sent_by=room.manager
    )
    assert way()[0] == "See what became of the letter"
    actions.set_aside(letter=Letter.objects.get(), by=room.manager)
    assert way()[0] == "Write the letter"


def test_a_letter_approved_and_not_sent_has_told_nobody(room: Any) -> None:
    ready(room.letter, by=room.manager)
    assert any("the letter has not gone out" in each.sentence for each in owed_before_closing(room.case))


def test_suggestions_follow_the_case(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation)
    assert [each.sentence for each in suggestions(case, [])] == [
        "Write the first letter: a concern has been raised."
    ]
    letter = sent(actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager), by=room.manager)
    assert [each.sentence for each in suggestions(case, [letter])] == [
        "Ask for the practitioner's own account before the group meets."
    ]


def test_telling_counts_the_call_and_the_letter(room: Any) -> None:
    met_on = room.decision.decided_on
    assert tellings(room.case, [room.letter])[room.decision.pk].told_on is None
    call(room.case, by=room.manager, on=met_on)
    call(room.case, by=room.manager, on=met_on - dt.timedelta(days=1))
    telling = tellings(room.case, [room.letter])[room.decision.pk]
    assert (telling.called_on, telling.wrote_on, telling.working_days) == (met_on, None, 0)
    assert telling.in_words == "told on the day of the meeting, in a call; the letter has not gone out yet"
    letter = sent(room.letter, by=room.manager)
    telling = tellings(room.case, [letter])[room.decision.pk]
    assert telling.wrote_on == today()
    assert telling.told_on == met_on


def test_a_call_after_the_next_meeting_tells_of_that_one(room: Any) -> None:
    later = decide(room.case, by=room.manager, group=room.group, days_ago=1)
    call(room.case, by=room.manager)
    found = tellings(room.case, [room.letter, later.letters.get()])
    assert found[room.decision.pk].called_on is None
    assert found[later.pk].called_on == today()


CALLED, WROTE = dt.date(2026, 3, 3), dt.date(2026, 3, 5)
BOTH = "told 1 working day after the meeting, in a call; the letter went out 3 working days after it"


@pytest.mark.parametrize(
    ("called", "wrote", "words"),
    [
        (None, None, "the practitioner has not been told yet"),
        (None, WROTE, "told 3 working days after the meeting"),
        (CALLED, WROTE, BOTH),
        (WROTE, WROTE, "told 3 working days after the meeting"),
    ],
)
def test_telling_in_words(db: None, called: dt.date | None, wrote: dt.date | None, words: str) -> None:
    assert Telling(dt.date(2026, 3, 2), called, wrote).in_words == words


@pytest.mark.parametrize(
    ("moment", "bad"),
    [
        (dt.datetime(2026, 3, 5, 9, 30, tzinfo=LONDON), False),
        (dt.datetime(2026, 3, 5, 15, 0, tzinfo=LONDON), True),
        (dt.datetime(2026, 3, 6, 9, 30, tzinfo=LONDON), True),
        (dt.datetime(2026, 3, 7, 9, 30, tzinfo=LONDON), True),
    ],
)
def test_hard_news_goes_out_monday_to_thursday_in_the_morning(moment: dt.datetime, bad: bool) -> None:
    assert is_bad_hour(moment) is bad
