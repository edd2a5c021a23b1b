"""The lessons learnt and system improvement review as a PDF, in the template's order."""

from typing import Any

from documents.kinds import PdfKind, register
from lessons.background import background
from lessons.models import Review
from lessons.reading import sheet


def freeze(review: Review) -> dict[str, Any]:
    """Return what the PDF says. It has no reader in mind: only what every reader of lessons may see."""
    case = review.case
    return {
        "review": review,
        "case": case,
        "organisation": case.organisation,
        "sheet": sheet(review),
        "background": background(case),
        "corrections": list(review.corrections.select_related("by")),
    }


def title(review: Review) -> str:
    """Return the PDF's title."""
    return f"Lessons learnt and system improvement review {review.case.reference}"


REVIEW = register(PdfKind("lessons.review", "lessons/pdf/review.html", freeze, title))
