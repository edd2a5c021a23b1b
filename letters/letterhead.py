"""What stands around the text of a letter: the head, the address in the window, the page itself."""

import datetime as dt
import textwrap
from typing import Any

from cases.models import Case
from documents.kinds import PdfKind, html_of, register
from documents.models import Pdf
from letters.markup import to_html
from letters.models import Letter
from ui.dates import day, today

# What fits across the window of an envelope in 12 point, and how many lines fit in it (rules.md, "Post").
WINDOW_LETTERS = 44
WINDOW_LINES = 7


def address_lines(case: Case) -> list[str]:
    """Return the practitioner's name and postal address, line by line, as they stand in the window."""
    practitioner = case.practitioner
    written = [practitioner.name, *practitioner.address.splitlines()]
    return [
        line
        for each in written
        if each.strip()
        for line in textwrap.wrap(each.strip(), WINDOW_LETTERS, break_on_hyphens=False)
    ]


def letterhead(case: Case, *, on: dt.date) -> dict[str, Any]:
    """Return what the head of a letter says today; kept with the letter when it is approved."""
    organisation, manager = case.organisation, case.manager
    return {
        "organisation": organisation.name,
        "department": organisation.signatory_department,
        "organisation_address": [line.strip() for line in organisation.address.splitlines() if line.strip()],
        "enquiries_to": manager.name,
        "phone": manager.phone or organisation.phone,
        "hours": manager.hours or organisation.enquiries_hours,
        "email": manager.email,
        "reference": case.reference,
        "date": day(on),
    }


def page(letter: Letter) -> dict[str, Any]:
    """Return what the letter's HTML is made of: live for a draft, as frozen for an approved letter."""
    if letter.approved_at:
        head, lines = letter.context["head"], letter.addressee.splitlines()
    else:
        head, lines = letterhead(letter.case, on=today()), address_lines(letter.case)
    return {
        "head": head,
        "address": lines,
        "small_address": len(lines) > 5,
        "subject": letter.subject,
        "body": to_html(letter.text),
    }


def title_of(letter: Letter) -> str:
    """Return the PDF's title, which is also its file name: it names nobody."""
    return f"Letter {letter.number}, {letter.case.reference}"


def _ready(pdf: Pdf) -> None:
    from letters.actions.delivery import pdf_is_ready

    pdf_is_ready(pdf)


LETTER = register(PdfKind("letter", "letters/pdf.html", page, title_of, when_ready=_ready))


def html(letter: Letter) -> str:
    """Return the letter as HTML: the preview and the PDF are both exactly this."""
    return html_of(LETTER, letter)
