"""What the page for checking a review lists: every answer, with the address where it is changed."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from triage.forms.page import ReviewPage
from triage.models import Review
from triage.policies import Missing
from triage.presenters import (
    ScoredRisk,
    declaration_words,
    factor_rows,
    scored_risks,
    yes_no_words,
)
from triage.progress import part_of_field
from triage.wording import YES_NO, documents_words
from ui import dates

# With it a page of the review leads back here once it is saved.
BACK_TO_CHECK = "back=check"


@dataclass(frozen=True)
class Changes:
    """Where each answer is changed: on the one page, or on the page of its section."""

    page: ReviewPage
    by_section: bool

    def address(self, missing: Missing) -> str:
        """Return the address of the control a sentence is about."""
        start = f"{self.start(part_of_field(missing).key)}?{BACK_TO_CHECK}"
        return f"{start}#{self.page.address_of(missing)}"

    def start(self, part: str) -> str:
        """Return the address of the page on which a section is changed."""
        reference = self.page.review.case.reference
        if self.by_section:
            return reverse("triage_section", args=[reference, part])
        return reverse("triage", args=[reference])


def check_sections(review: Review, changes: Changes) -> dict[str, Any]:
    """Return every answer in the template's order, each with the address where it is changed."""

    def row(label: str, value: str, field: str, risk: int | None = None) -> tuple[str, str, str]:
        return (label, value, changes.address(Missing(field, "", risk)))

    return {
        "before": [
            ("Name of reviewer", review.advisor.name),
            row("Date of review", dates.day(review.reviewed_on), "reviewed_on"),
            ("Declaration of conflict of interest", declaration_words(review)),
            row("Summary of concern(s)", review.summary, "summary"),
            row("Documents reviewed", documents_words(review), "documents"),
            row(
                "Safeguarding concern(s)",
                yes_no_words(review.safeguarding_details, answer=review.safeguarding),
                "safeguarding",
            ),
            row(
                "Potential health concerns",
                yes_no_words(review.health_details, answer=review.health),
                "health",
            ),
        ],
        "factors": [
            (
                each["label"],
                "\n".join(part for part in (each["direction"], each["why"]) if part),
                changes.address(Missing(f"{each['key']}_direction", "")),
            )
            for each in factor_rows(review, changes.page.scale)
        ],
        "risks": [
            {"scored": scored, "rows": _risk_rows(scored, index, row)}
            for index, scored in enumerate(scored_risks(review, changes.page.scale))
        ],
        "judged": [row("Your own judgement of the overall rating", _judged(review), "judged")],
        "after": [
            row("Rationale", review.rationale, "rationale"),
            row("Case recommendation", review.recommendation, "recommendation"),
            row("Any additional recommendations", review.additional, "additional"),
        ],
    }


def _judged(review: Review) -> str:
    if not review.judged_colour:
        return "You have not judged otherwise"
    return f"{review.get_judged_colour_display()}, beside the computed rating\n{review.judged_why}"


def _risk_rows(scored: ScoredRisk, index: int, row: Any) -> list[tuple[str, str, str]]:
    risk = scored.risk
    severities = "\n".join(f"{each['domain']}: {each['severity']}" for each in scored.consequences)
    accepted = ". ".join(part for part in (YES_NO[risk.accepted], risk.accepted_why) if part)
    likelihood = "\n".join(part for part in (scored.likelihood, risk.likelihood_why) if part)
    return [
        row("What could happen, and to whom", risk.statement, "statement", index),
        row("Within what time", risk.time_frame, "time_frame", index),
        row("Likelihood", likelihood, "likelihood", index),
        row("How soon", risk.get_how_soon_display(), "how_soon", index),
        row("Predicted frequency or probability", risk.frequency, "frequency", index),
        row("Severity", severities, "severity", index),
        row("Level at which it is managed", risk.get_managed_at_display(), "managed_at", index),
        row("Remedial priority", risk.get_priority_display(), "priority", index),
        row("Accepted as it stands", accepted, "accepted", index),
    ]
