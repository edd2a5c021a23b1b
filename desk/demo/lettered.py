"""The letters of a story: drafted from the wording in force, filled, approved and sent."""

import uuid
from typing import TYPE_CHECKING

from cases import actions as cases
from letters import actions as letters
from letters.markup import fill, unfilled
from letters.models import Kind, Letter
from letters.transitions import State
from ui.dates import today

if TYPE_CHECKING:
    from desk.demo.tell import Teller


def first(teller: "Teller") -> None:
    """Send the first letter."""
    letter = letters.draft_letter(
        case=teller.case, kind=Kind.FIRST, by=teller.cast.manager, submission_key=uuid.uuid4()
    )
    send(letter, teller)


def outcome(teller: "Teller") -> None:
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


def send(letter: Letter, teller: "Teller") -> None:
    """Fill what is left open, approve, and send by e-mail; by post where there is no address for e-mail."""
    manager = teller.cast.manager
    gaps = dict.fromkeys(_keys(letter), "to be confirmed in our next letter")
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


def _keys(letter: Letter) -> list[str]:
    return [name.replace(" ", "_") for name in unfilled(letter.subject, letter.text)]
