"""May this person write, approve or send; and what must be right about a letter before it is approved."""

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from cases.models import Case, Contact
from documents.font import missing_letters
from letters.advice import outdated
from letters.letterhead import address_lines
from letters.markup import unfilled
from letters.models import Kind, Letter
from letters.models.template import WHILE_OPEN
from ui.dates import today
from ui.refusals import NotAllowed, Refusal


def check_may_write(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` writes letters in the case's organisation."""
    check_has(person, Permission.LETTER_WRITE, within=case.organisation)


def check_may_approve(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` approves letters in the case's organisation."""
    check_has(person, Permission.LETTER_APPROVE, within=case.organisation)


def check_may_send(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` writes or approves letters: an approved letter is sent by either."""
    if not may_see_drafts(person, case):
        raise NotAllowed("Only those who write or approve letters can send them. Ask the case manager.")


def may_see_drafts(person: Person, case: Case) -> bool:
    """Tell whether a letter that nobody has approved yet is open to `person`, who may see the case."""
    return may_write(person, case) or may_approve(person, case)


def may_write(person: Person, case: Case) -> bool:
    """Tell whether `person` writes letters in the case's organisation."""
    return has(person, Permission.LETTER_WRITE, within=case.organisation)


def may_approve(person: Person, case: Case) -> bool:
    """Tell whether `person` approves letters in the case's organisation."""
    return has(person, Permission.LETTER_APPROVE, within=case.organisation)


def check_still_so(letter: Letter) -> None:
    """Raise Refusal for a letter of a case that goes on, where it has ended, and the other way round."""
    if letter.kind in WHILE_OPEN and letter.case.ended:
        raise Refusal(
            f"The case is {letter.case.get_stage_display().lower()}, and this letter is of one that goes on. "
            "Set it aside, and write a closing letter."
        )
    if letter.kind == Kind.CLOSING and not letter.case.ended:
        raise Refusal(
            "The case is open again, and this letter says that it is closed. Set it aside, and write an "
            "update letter."
        )


def check_ready_to_approve(letter: Letter) -> None:
    """Raise Refusal, naming it, where something is missing that a letter cannot go out without."""
    check_still_so(letter)
    gaps = unfilled(letter.subject, letter.text)
    if gaps:
        named = ", ".join(f"“{gap}”" for gap in gaps)
        raise Refusal(f"This letter cannot be approved yet. Still to fill in: {named}.")
    if not letter.text.strip() or not letter.subject.strip():
        raise Refusal("This letter cannot be approved yet. It has no text.")
    if letter.next_update_on and letter.next_update_on <= today():
        raise Refusal(
            "This letter cannot be approved yet. The day by which it promises the next news has come: "
            "choose a later one under “Next update by”."
        )
    if sentence := outdated(letter):
        raise Refusal(f"This letter cannot be approved yet. {sentence}")
    missing = missing_letters(letter.subject + letter.text + "".join(address_lines(letter.case)))
    if missing:
        named = ", ".join(f"“{character}”" for character in missing[:10])
        raise Refusal(
            f"This letter cannot be approved yet. Its font does not have {named}. Write it another way."
        )


def check_no_letter_names(call: Contact) -> None:
    """Raise Refusal where a letter says that it was posted after this call: that never changes."""
    letter = Letter.objects.filter(call__in=call.lineage()).order_by("number").first()
    if letter:
        raise Refusal(
            f"Letter {letter.number} says that it was posted after this call, so the call, its day and that "
            "they were told stay. Correct its words only, or add a note that says what was different."
        )
