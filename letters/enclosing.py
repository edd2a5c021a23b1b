"""What is enclosed with a letter: the practitioner's copy of a triage review, or nothing."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Person
from cases.models import Contact
from letters.models import Letter
from letters.policies import may_write
from triage.actions import record_enclosed
from triage.enclosing import called, enclosable, may_open
from triage.models import Sharing
from triage.shared import register_sending


@dataclass(frozen=True)
class Enclosed:
    """What a page says of it. `url` opens the PDF, and is empty for whoever may not see it."""

    words: str
    url: str


def choices(letter: Letter, person: Person) -> list[tuple[str, str]]:
    """Return what `person` may enclose with `letter`, as a form offers it.

    Empty where there is nothing, or where somebody enclosed what is not open to them: then it stays.
    """
    found = [(str(each.pk), called(each)) for each in enclosable(person, letter.case)]
    if letter.encloses_id and str(letter.encloses_id) not in dict(found):
        return []
    return [("", "Nothing"), *found] if found else []


def enclosed(letter: Letter, person: Person) -> Enclosed | None:
    """Return what goes with `letter`, for the pages that `person` reads."""
    sharing = letter.encloses
    if sharing is None:
        return None
    url = reverse("pdf", args=[letter.case.reference, sharing.pdf_id])
    return Enclosed(called(sharing), url if may_open(person, letter.case, sharing) else "")


def went_out(letter: Letter) -> None:
    """Record on the triage that its copy went out with `letter`."""
    on, by = letter.went_out_on, letter.sent_by
    if letter.encloses and on and by:
        how = Contact.How.LETTER if letter.posted_on else Contact.How.EMAIL
        record_enclosed(sharing=letter.encloses, letter_key=letter.pk, on=on, how=how, by=by)


@register_sending
def begin_with(person: Person, sharing: Sharing) -> str:
    """Return where a letter that encloses a settled copy is begun, for whoever writes letters."""
    case = sharing.review.case
    if not may_write(person, case):
        return ""
    return f"{reverse('letter_new', args=[case.reference])}?which=update&encloses={sharing.pk}"
