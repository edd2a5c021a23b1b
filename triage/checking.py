"""What the page for checking a review lists: every answer, with the address where it is changed."""

import datetime as dt
from collections.abc import Callable
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

# Label, answer, the address where it is changed, and the id of its line.
Row = tuple[str, str, str, str]
# With it a page of the review leads back here once it is saved.
BACK_TO_CHECK = "back=check"
# Answers that are shown on the line of another.
SHOWN_ON = {
    "other_documents": "documents",
    "safeguarding_details": "safeguarding",
    "health_details": "health",
    "likelihood_why": "likelihood",
    "accepted_why": "accepted",
    "judged_colour": "judged",
    "judged_why": "judged",
}
LEFT_OUT_WHERE_EMPTY = ("How soon", "Predicted frequency or probability")


@dataclass(frozen=True)
class Changes:
    """Where each answer is changed: on the one page, or on the page of its section."""

    page: ReviewPage
    by_section: bool

    def address(self, missing: Missing) -> str:
        """Return the address of the control a sentence is about."""
        start = f"{self.start(part_of_field(missing).key)}?{BACK_TO_CHECK}&line={line_of(missing)}"
        return f"{start}#{self.page.address_of(missing)}"

    def start(self, part: str) -> str:
        """Return the address of the page on which a section is changed."""
        reference = self.page.review.case.reference
        if self.by_section:
            return reverse("triage_section", args=[reference, part])
        return reverse("triage", args=[reference])


def line_of(missing: Missing) -> str:
    """Return the id of the line on which the check shows the answer a sentence is about."""
    name = SHOWN_ON.get(missing.field, missing.field)
    return f"line-{name}" if missing.risk is None else f"line-risk-{missing.risk + 1}-{name}"


def check_sections(review: Review, changes: Changes) -> dict[str, Any]:
    """Return every answer in the template's order, each with the address where it is changed."""

    def row(label: str, value: str, field: str, risk: int | None = None) -> Row:
        about = Missing(field, "", risk)
        return (label, value, changes.address(about), line_of(about))

    return {
        "before": [
            ("Name of reviewer", review.advisor.name, "", ""),
            row("Date of review", _date(review.reviewed_on), "reviewed_on"),
            ("Declaration of conflict of interest", declaration_words(review), "", ""),
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
            row(
                each["label"],
                "\n".join(part for part in (each["direction"], each["why"]) if part),
                f"{each['key']}_direction",
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


def _date(on: dt.date) -> str:
    """A score is of a risk at a date: the day a review was begun is often not the day of the scores."""
    if on == dates.today():
        return dates.day(on)
    return f"{dates.day(on)}\nThat was {dates.ago(on)}. Change it if you chose the scores on a later day."


def _judged(review: Review) -> str:
    if not review.judged_colour:
        return "You have not judged otherwise"
    return f"{review.get_judged_colour_display()}, beside the computed rating\n{review.judged_why}"


def _risk_rows(scored: ScoredRisk, index: int, row: Callable[..., Row]) -> list[Row]:
    risk = scored.risk
    severities = "\n".join(f"{each['domain']}: {each['severity']}" for each in scored.consequences)
    accepted = ". ".join(part for part in (YES_NO[risk.accepted], risk.accepted_why) if part)
    likelihood = "\n".join(part for part in (scored.likelihood, risk.likelihood_why) if part)
    rows = [
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
    return [each for each in rows if each[1] or each[0] not in LEFT_OUT_WHERE_EMPTY]
