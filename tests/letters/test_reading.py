"""A letter speaks to the practitioner, and asks for nothing by a day that is over."""

import datetime as dt
from typing import Any

import pytest

from letters import actions
from letters.checks import checks
from letters.models import Letter
from letters.reading import in_third_person, past_deadlines
from ui.dates import day, today

NOVEMBER = dt.date(2026, 11, 21)


def said(letter: Letter, text: str, by: Any) -> list[Any]:
    letter = actions.edit_letter(letter=letter, subject="S", text=text, version=letter.version, by=by)
    return list(checks(letter, person=by))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear Dr Okafor,\n\nYou see no patients alone.", []),
        ("Dear Dr Okafor,\n\nDr Okafor sees no patients alone. Ask Dr Okafor at the desk.", ["Dr Okafor"]),
        ("Dear Amara,\n\nAmara Okafor rests.", ["Amara Okafor"]),
        ("Her representative has a copy.", ["Her representative"]),
        ("Dr Okafor says when he can come.", ["Dr Okafor", "he can"]),
        ("There is help here, and the others, too.", []),
    ],
)
def test_who_is_spoken_of_instead_of_to_is_noticed(room: Any, text: str, words: list[str]) -> None:
    assert in_third_person(text, room.case.practitioner) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please write by 19 November.", ["by 19 November"]),
        (
            "Please write by Thursday 19 November 2026, or by 19 November.",
            ["by Thursday 19 November 2026", "by 19 November"],
        ),
        ("Please write by 21 November.", []),
        ("Please write by 5 January.", []),
        ("Please write no later than 3rd of March 2026.", ["no later than 3rd of March 2026"]),
        ("The group met on 19 November 2026.", []),
        ("By 31 February.", []),
    ],
)
def test_a_deadline_that_has_passed_is_noticed(text: str, words: list[str]) -> None:
    assert past_deadlines(text, on=NOVEMBER) == words


def test_both_are_reminders_that_block_nothing(room: Any) -> None:
    yesterday = day(today() - dt.timedelta(days=1))
    found = said(room.letter, f"Dr Okafor rests. Her rest ends by {yesterday}.", room.manager)
    third = [check for check in found if "say “you” and “your”" in check.sentence]
    past = [check for check in found if f"“by {yesterday}” has passed already" in check.sentence]
    assert len(third) == len(past) == 1
    assert not third[0].stops
    assert not past[0].stops


@pytest.mark.parametrize("kind", ["first", "reflections", "update"])
def test_the_words_of_the_product_itself_speak_to_the_practitioner(room: Any, kind: str) -> None:
    letter = actions.draft_letter(case=room.case, kind=kind, by=room.manager)
    assert in_third_person(letter.text, room.case.practitioner) == []
    assert past_deadlines(letter.text, on=today()) == []
