"""What is known of a case, for the pages on which its review is written: nobody types it a second time."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Person
from cases.models import Account, Case, Concern
from cases.topics import closed_topics
from documents.models import Document
from triage.models import Review
from triage.presenters import factor_rows
from triage.reading import answers_of
from triage.scale import Scale
from triage.second import asked_of, material_of
from triage.wording import documents_words, risks_words
from ui.dates import day

Row = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """What was raised, what the practitioner says of it, and the case's documents."""

    concerns: list[Concern]
    accounts: list[Account]
    documents: list[Document]

    @property
    def raised(self) -> str:
        """The concerns and the practitioner's own account by date as plain text, to begin a summary with."""
        concerns = [f"Received on {day(each.received_on)}: {each.summary}" for each in self.concerns]
        accounts = [
            f"The practitioner’s own account, given on {day(each.received_on)}: {each.text}"
            for each in self.accounts
        ]
        return "\n\n".join([*concerns, *accounts])


def known_of(case: Case, person: Person, documents: Sequence[Document] = ()) -> Known:
    """Return what `person`, who writes a review of `case`, may read of it; a fixed number of queries.

    `documents` are those of the case that are open to them (`triage.documents_read`).
    """
    if case.alone:
        material = material_of(asked_of(person, case), person)
        return Known(list(material.concerns), list(material.accounts), list(documents))
    closed = closed_topics(person, case)
    accounts = case.accounts.exclude(topic__in=closed)
    return Known(list(case.concerns.all()), list(accounts), list(documents))


def written_so_far(review: Review, *, without: str) -> list[Row]:
    """Return what is saved of the review (whole), less the part called `without`; no further query."""
    factors = "\n".join(
        f"{each['label']}: {'. '.join(part for part in (each['direction'], each['why']) if part)}"
        for each in factor_rows(review, Scale(review.guide))
        if each["direction"] or each["why"]
    )
    rows = {
        "concerns": [
            ("Summary of concern(s)", review.summary),
            ("Documents reviewed", documents_words(review)),
        ],
        "people": [
            ("Safeguarding concern(s)", review.safeguarding_details),
            ("Potential health concerns", review.health_details),
        ],
        "factors": [("What makes it more or less likely", factors)],
        "risks": [("Risks", risks_words(answers_of(review)))],
        "reasons": [("Rationale", review.rationale), ("Case recommendation", review.recommendation)],
    }
    return [row for part, found in rows.items() if part != without for row in found if row[1]]
