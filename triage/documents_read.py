"""Which of the case's documents were read for a review, which were not, and which were opened at all."""

import datetime as dt

from accounts.models import Person
from cases.models import Case
from documents.access import opened_by
from documents.models import Document
from triage.models import Review
from ui.dates import day


def not_read(review: Review, case: Case, person: Person) -> list[Document]:
    """Return the documents of the case, open to `person`, that `review` (whole) does not list."""
    read = {each.document_id for each in review.documents.all()}
    return [each for each in Document.objects.open_to(person, case) if each.pk not in read]


def opened_words(documents: list[Document], person: Person, case: Case) -> dict[int, str]:
    """Return, by the document's key, when `person` last opened it, in words; one query."""
    opened = opened_by(person, case)
    return {each.pk: _words(opened.get(each.pk)) for each in documents}


def _words(at: dt.datetime | None) -> str:
    return f"Opened by you on {day(at)}" if at else "You have not opened this yet"
