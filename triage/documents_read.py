"""Which of the case's documents were read for a review, which were not, and which were opened at all."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import Person
from cases.models import Case
from documents.access import opened_by
from documents.models import Document
from triage.models import Review, SecondScoring
from triage.second import documents_for, submitted_at
from ui.dates import day


def documents_open_to(review: Review, person: Person) -> QuerySet[Document]:
    """Return the documents that `person` may list in `review`: those open to them.

    For a second scoring those that the first advisor had.
    """
    if review.is_second:
        scoring = SecondScoring.objects.select_related("first").get(second=review)
        return documents_for(person, review.case, submitted_at(scoring.first))
    return Document.objects.open_to(person, review.case)


def not_read(review: Review, case: Case, person: Person) -> list[Document]:
    """Return the documents of the case, open to `person`, that `review` (whole) does not list."""
    read = {each.document_id for each in review.documents.all()}
    return [each for each in documents_open_to(review, person) if each.pk not in read]


def opened_words(documents: list[Document], person: Person, case: Case) -> dict[int, str]:
    """Return, by the document's key, when `person` last opened it, in words; one query."""
    opened = opened_by(person, case)
    return {each.pk: _words(opened.get(each.pk)) for each in documents}


def _words(at: dt.datetime | None) -> str:
    return f"Opened by you on {day(at)}" if at else "You have not opened this yet"
