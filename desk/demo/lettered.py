"""The letters of a story: drafted from the wording in force, filled, approved and sent."""

import uuid
from collections.abc import Mapping

from cases import actions as cases
from cases.models import Case
from cases.stages import Stage
from desk.demo.told import Told
from letters import actions as letters
from letters.markup import fill, unfilled
from letters.models import Kind, Letter
from letters.promises import NEAR, promised_for
from letters.transitions import State
from ui.dates import day, today

# What the case manager of a story writes where a letter waits for somebody's words, by how the gap begins.
ANSWERS = {
    "who has decided": "The medical director decided on {day} to follow this advice.",
    "what has happened since the last letter": "Since my last letter the investigator has spoken with three "
    "people who were there. Two more are to come, and so are you, if you wish.",
    "what is not known yet": "I do not know yet how much longer the investigation takes.",
    "what was agreed at the end": "you tell your team what you learnt, as you offered to.",
    "what takes longer": "The investigation takes about two weeks longer than we said, because one of those "
    "to be spoken with was on leave. A day is agreed for that now.",
}


def first(teller: Told) -> None:
    """Send the first letter."""
    letter = letters.draft_letter(
        case=teller.case, kind=Kind.FIRST, by=teller.cast.manager, submission_key=uuid.uuid4()
    )
    send(letter, teller)


def outcome(teller: Told) -> None:
    """Send the outcome letter that was drafted when the decision was recorded, after a call."""
    letter = Letter.objects.filter(case=teller.case, kind=Kind.OUTCOME).latest("pk")
    cases.log_contact(
        case=teller.case,
        how="phone",
        on=today(),
        summary="Rang before the letter went, read out the decision and said what comes next.",
        told=True,
        listened=True,
        by=teller.cast.manager,
        submission_key=uuid.uuid4(),
    )
    send(letter, teller)


def keep_in_touch(teller: Told) -> None:
    """Let them hear before the promised day: once by letter during an investigation, else in a call."""
    case = Case.objects.get(pk=teller.case.pk)
    promised = promised_for(case)
    if promised is None or promised > today() + NEAR or case.summary.told_since_meeting is False:
        return
    written = Letter.objects.filter(case=case, kind=Kind.UPDATE).exists()
    if case.stage == Stage.INVESTIGATION and not written:
        letter = letters.draft_letter(
            case=case, kind=Kind.UPDATE, by=teller.cast.manager, submission_key=uuid.uuid4()
        )
        send(letter, teller)
        return
    cases.log_contact(
        case=case,
        how="phone",
        on=today(),
        summary="Rang as promised. No news yet; said what comes next and when they hear again.",
        told=True,
        listened=False,
        by=teller.cast.manager,
        submission_key=uuid.uuid4(),
    )


def closing(teller: Told) -> None:
    """Send the closing letter."""
    letter = letters.draft_letter(
        case=teller.case, kind=Kind.CLOSING, by=teller.cast.manager, submission_key=uuid.uuid4()
    )
    send(letter, teller)


def send(letter: Letter, teller: Told, *, said: Mapping[str, str] | None = None) -> None:
    """Fill what is left open, approve, and send by e-mail; by post where there is no address for e-mail.

    `said` is what a story itself says in place of a gap, by how the gap begins.
    """
    manager = teller.cast.manager
    answers = {gap: _answer(gap, said or {}) for gap in unfilled(letter.subject, letter.text)}
    gaps = answers | {gap.replace(" ", "_"): answer for gap, answer in answers.items()}
    letter = letters.edit_letter(
        letter=letter,
        subject=fill(letter.subject, gaps),
        text=fill(letter.text, gaps),
        version=letter.version,
        by=manager,
    )
    letter = letters.approve(letter=letter, version=letter.version, by=manager)
    letter.refresh_from_db()
    if letter.state != State.READY:
        raise RuntimeError(f"Letter {letter.pk} of the demo is {letter.state}: {letter.pdf}")
    address = teller.case.practitioner.letter_email
    if address:
        letters.send_by_email(letter=letter, to_email=address, version=letter.version, by=manager)
        return
    call = teller.case.contacts.filter(how="phone").first() if letter.kind == Kind.OUTCOME else None
    letters.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=manager, call=call)


def _answer(gap: str, said: Mapping[str, str]) -> str:
    start = gap.partition(",")[0]
    return (ANSWERS | dict(said)).get(start, "to be confirmed in our next letter").format(day=day(today()))
