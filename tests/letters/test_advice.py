"""What is decided on the group's advice after the meeting reaches the practitioner: in a draft, or anew."""

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest

from cases.models import Case, CaseSummary
from cases.policies import owed_before_closing
from letters import actions
from letters.checks import checks
from letters.markup import unfilled
from letters.models import Letter
from letters.suggesting import suggestions
from letters.work import work_for
from pag.actions import MadeLater, record_final
from tests.letters.conftest import approved, decide, open_a_case, sent
from ui.dates import day, today
from ui.refusals import Refusal

SOON = today() + dt.timedelta(days=5)
WHAT = f"The medical director, Dr Ruth Vane, decided this on {day(today())}:\n\nSix months.\n\nWhy: Winter."
NOT_YET = f"The medical director, Dr Ruth Vane, has not decided yet and will by {day(SOON)}."
ASKED = "Ring Dr Amara Okafor, then write: Dr Ruth Vane decided on the group's advice"
STEP = "Tell Dr Amara Okafor what was decided on the group's advice"


@pytest.fixture
def advised(room: Any) -> SimpleNamespace:
    """A case of its own in the room: the group advised, and the medical director has still to decide."""
    case = open_a_case(room.manager, room.organisation)
    Case.objects.filter(pk=case.pk).update(route="mhps")
    facts = {"final_by": "medical_director", "final_name": "Dr Ruth Vane", "final_due": SOON}
    decision = decide(case, by=room.manager, group=room.group, **facts)
    letter = Letter.objects.get(decision=decision)
    return SimpleNamespace(manager=room.manager, case=case, decision=decision, letter=letter)


def decides(advised: Any) -> None:
    made = MadeLater("medical_director", "Dr Ruth Vane", today(), "Six months.", "Winter.")
    record_final(decision=advised.decision, made=made, by=advised.manager, submission_key=uuid.uuid4())
    advised.letter.refresh_from_db()


def asked(advised: Any) -> list[str]:
    person = type(advised.manager).objects.get(pk=advised.manager.pk)
    return [each.sentence for each in work_for(person) if each.reference == advised.case.reference]


def owed(advised: Any) -> list[str]:
    case = Case.objects.get(pk=advised.case.pk)
    return [each.sentence for each in owed_before_closing(case) if "in a letter" in each.sentence]


def next_step(advised: Any) -> str:
    return CaseSummary.objects.get(case=advised.case).next_step


def test_a_draft_that_said_it_was_not_decided_says_what_was(advised: Any) -> None:
    version = advised.letter.version
    assert NOT_YET in advised.letter.text
    decides(advised)
    assert WHAT in advised.letter.text
    assert NOT_YET not in advised.letter.text
    assert advised.letter.version == version + 1
    assert ASKED not in asked(advised)
    sent(advised.letter, by=advised.manager)
    assert owed(advised) == []


def test_a_draft_in_other_words_is_left_alone_and_not_approved_as_it_is(advised: Any) -> None:
    words = {"subject": "s", "text": "She has not decided yet. [[x]]", "by": advised.manager}
    letter = actions.edit_letter(letter=advised.letter, version=advised.letter.version, **words)
    assert not any("decided on" in each.sentence for each in checks(letter, person=advised.manager))
    decides(advised)
    assert advised.letter.text == words["text"]
    said = f"Dr Ruth Vane decided on {day(today())}"
    assert any(
        each.stops and said in each.sentence for each in checks(advised.letter, person=advised.manager)
    )
    with pytest.raises(Refusal, match=said):
        approved(advised.letter, by=advised.manager)


def test_after_the_outcome_letter_another_one_tells_it_and_until_then_it_is_owed(advised: Any) -> None:
    sent(advised.letter, by=advised.manager)
    assert owed(advised) == []
    decides(advised)
    assert ASKED in asked(advised)
    assert next_step(advised) == STEP
    (waits,) = owed(advised)
    assert waits.startswith("Dr Amara Okafor has not been told in a letter what Dr Ruth Vane decided")
    found = suggestions(advised.case, list(Letter.objects.of_case(advised.case)))
    assert "Ring, and then write what Dr Ruth Vane decided on the group's advice." in [
        each.sentence for each in found
    ]
    letter = actions.draft_letter(case=advised.case, kind="update", by=advised.manager)
    assert letter.subject == "What has been decided on the group's advice, and what happens next"
    assert WHAT in letter.text
    assert "I said that you would hear from me again" not in letter.text
    assert unfilled(letter.text) == [
        "what this means for the practitioner now",
        "what is not known yet",
        "what takes longer, why, and what we do about it; or that nothing does",
    ]
    assert ASKED not in asked(advised)
    assert next_step(advised) == STEP
    sent(letter, by=advised.manager)
    assert owed(advised) == []
    assert next_step(advised) != STEP
    later = actions.draft_letter(case=advised.case, kind="update", by=advised.manager)
    assert later.subject == "Where your case stands now, and when you hear from me again"
    assert later.text.count("I said that you would hear from me again") == 1
