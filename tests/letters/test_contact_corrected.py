"""A contact that is corrected or taken back no longer moves the promised day; what a letter names stays."""

import datetime as dt
import uuid
from typing import Any

import pytest

from cases.actions import correct, take_back
from cases.models import Contact
from letters import actions
from letters.promises import promised_for
from support.actions import promise_update
from tests.letters.conftest import call, ready, sent
from ui.dates import today
from ui.refusals import Refusal


def corrected(contact: Contact, by: Any, **changes: Any) -> Contact:
    return correct(record=contact, changes=changes, why="Mistyped.", submission_key=uuid.uuid4(), by=by)


def test_the_day_that_a_contact_moved_stands_again(room: Any) -> None:
    sent(room.letter, by=room.manager)
    case, by = room.case, room.manager
    stood = today() + dt.timedelta(days=3)
    promise_update(case=case, on=stood, by=by)
    contact = call(case, by=by)
    moved = contact.hears_by
    assert promised_for(case) == moved != stood
    contact = corrected(contact, by, summary="Other words.")
    assert promised_for(case) == moved
    contact = corrected(contact, by, told=False)
    assert promised_for(case) == stood
    contact = corrected(contact, by, told=True)
    assert promised_for(case) == moved
    take_back(record=contact, why="Another case.", by=by)
    assert promised_for(case) == stood


def test_the_call_that_a_posted_letter_names_keeps_its_day(room: Any) -> None:
    letter, by = ready(room.letter, by=room.manager), room.manager
    told = call(room.case, by=by)
    letter = actions.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=by, call=told)
    for refused in (
        lambda: corrected(told, by, told=False),
        lambda: corrected(told, by, how="email"),
        lambda: take_back(record=told, why="Another case.", by=by),
    ):
        with pytest.raises(Refusal, match="says that it was posted after this call"):
            refused()
    other_words = corrected(told, by, summary="Other words.")
    with pytest.raises(Refusal, match="posted after this call"):
        corrected(other_words, by, told=False)
    letter.refresh_from_db()
    assert letter.call.on == told.on
