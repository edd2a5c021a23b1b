"""Whoever corrects a concern is told which letters quote it."""

import datetime as dt
from typing import Any

from cases.policies import quoted
from letters import actions
from letters.models import Kind
from tests.letters.conftest import sent
from tests.ui.html import Html
from ui.dates import day, today


def test_a_letter_that_quotes_the_concern_is_named_with_what_to_do(client: Any, room: Any) -> None:
    concern = room.case.concerns.get()
    letter = actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager)
    assert concern.summary in letter.text
    (draft,) = quoted(concern)
    assert "has not gone out. Change it there as well." in draft
    words, letter.text = letter.text, letter.text.replace(concern.summary, "What you did that day.")
    letter.save()
    (other,) = quoted(concern)
    assert "tells of the concern in its own words" in other
    letter.text = words
    letter.save()
    sent(letter, by=room.manager)
    (gone,) = quoted(concern)
    assert f"which went out on {day(today())}, quotes these words" in gone
    client.force_login(room.manager)
    page = client.get(f"/cases/{room.case.reference}/concerns/{concern.pk}/")
    assert gone in Html(page.content.decode()).text(".app-inset")


def test_the_overview_says_which_letter_asked_for_their_account_and_by_when(client: Any, room: Any) -> None:
    letter = actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager)
    client.force_login(room.manager)
    assert "asks for it" not in client.get(room.case.get_absolute_url()).content.decode()
    letter = sent(letter, by=room.manager)
    by = day(dt.date.fromisoformat(letter.context["reply_by"]))
    asked = f"Letter {letter.number}, which went out on {day(today())}, asks for it by {by}."
    assert asked in client.get(room.case.get_absolute_url()).content.decode()


def test_a_letter_set_aside_and_one_without_the_words_are_not_named(room: Any) -> None:
    letter = actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager)
    actions.set_aside(letter=letter, by=room.manager)
    assert quoted(room.case.concerns.get()) == []
