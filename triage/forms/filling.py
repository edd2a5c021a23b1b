"""What the review page's forms begin with: what is saved, and what was being typed."""

from typing import Any

from django.http import QueryDict

from triage.models import Review, Risk

RISKS, FACTORS = "risk", "factor"


def of_review(review: Review) -> dict[str, Any]:
    """Return what the review's own forms show."""
    names = (
        "version", "reviewed_on", "summary", "safeguarding", "safeguarding_details", "health",
        "health_details", "judged_colour", "judged_why", "rationale", "recommendation", "additional",
    )  # fmt: skip
    read = list(review.documents.all())
    here = [each for each in read if each.document and each.document.case_id == review.case_id]
    by_hand = [each for each in read if each not in here]
    return {
        **{name: getattr(review, name) for name in names},
        **{f"place_{each.document_id}": place for place, each in enumerate(here, start=1)},
        "judged": True if review.judged_colour or review.judged_why else None,
        "documents": [str(each.document_id) for each in here],
        "other_documents": "\n".join(each.title for each in by_hand),
    }


def of_factors(review: Review) -> dict[str, str]:
    """Return what the form of the six factors shows."""
    initial = {}
    for note in review.factor_notes.all():
        initial[f"{note.factor.key}_direction"] = note.direction
        initial[f"{note.factor.key}_why"] = note.why
    return initial


def of_risk(risk: Risk) -> dict[str, Any]:
    """Return what the form of one risk shows."""
    names = (
        "statement", "likelihood", "likelihood_why", "how_soon", "time_frame", "frequency", "managed_at",
        "priority", "accepted", "accepted_why",
    )  # fmt: skip
    severities = {f"severity_{each.domain.key}": str(each.severity) for each in risk.consequences.all()}
    return {name: getattr(risk, name) for name in names} | severities


def number_of_risks(typed: QueryDict) -> int:
    """Return how many risks a browser sent, or 0 where it does not say."""
    text = typed.get(f"{RISKS}-TOTAL_FORMS", "")
    return int(text) if text.isdecimal() and len(text) < 3 else 0
