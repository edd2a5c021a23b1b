"""What stands around the text of a letter: the head, the address in the window, the page itself."""

import datetime as dt
import textwrap
from typing import Any

from cases.models import Case
from documents.kinds import PdfKind, html_of, register
from letters.finished import pdf_is_ready
from letters.markup import to_html
from letters.models import Letter, PrintSize
from triage.enclosing import called
from ui.dates import day, today

# The window of an envelope (rules.md, "Post"): how many letters fit across it and how many lines down, in
# 12 point and, where that is not enough, in 10 point.
LARGE, LARGE_LINES = 44, 5
SMALL, WINDOW_LINES = 52, 7


def address_lines(case: Case) -> list[str]:
    """Return the practitioner's name and postal address, line by line, as they stand in the window."""
    practitioner = case.practitioner
    written = [practitioner.name, *practitioner.address.splitlines()]
    written = [line.strip() for line in written if line.strip()]
    lines = _wrapped(written, LARGE)
    if len(lines) > LARGE_LINES:
        lines = _wrapped(written, SMALL)
    while len(lines) > WINDOW_LINES:
        # Name and postcode keep a line of their own; the shortest neighbours between them share one.
        at = min(range(1, len(lines) - 2), key=lambda index: len(lines[index]) + len(lines[index + 1]))
        together = f"{lines[at].rstrip(',')}, {lines[at + 1]}"
        if len(together) > SMALL:
            break
        lines[at : at + 2] = [together]
    return lines


def _wrapped(written: list[str], width: int) -> list[str]:
    return [
        line
        for each in written
        for line in textwrap.wrap(each, width, break_on_hyphens=False, break_long_words=False)
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
        "crisis": [organisation.crisis_line_name, organisation.crisis_line_phone],
        "pastoral": [case.summary.pastoral_contact, case.summary.pastoral_reach],
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
        "small_address": len(lines) > LARGE_LINES,
        "large": letter.print_size == PrintSize.LARGE,
        "subject": letter.subject,
        "body": to_html(letter.text),
        "encloses": called(letter.encloses) if letter.encloses else "",
    }


def title_of(letter: Letter) -> str:
    """Return the PDF's title, which is also its file name: it names nobody."""
    return f"Letter {letter.number}, {letter.case.reference}"


LETTER = register(PdfKind("letter", "letters/pdf.html", page, title_of, when_ready=pdf_is_ready))


def html(letter: Letter) -> str:
    """Return the letter as HTML: the preview and the PDF are both exactly this."""
    return html_of(LETTER, letter)
