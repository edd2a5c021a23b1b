"""The triage report as a PDF: the toolkit's template 1, with the guide's words beside every number."""

from typing import Any

from django.urls import reverse

from cases.topics import NEEDS
from documents import waiting
from documents.kinds import PdfKind, register
from documents.models import Pdf
from triage.models import Review
from triage.presenters import result, unread_titles


def freeze(review: Review) -> dict[str, Any]:
    """Return what the report shows; `review` was fetched with `whole()`."""
    return {
        "case": review.case,
        "practitioner": review.case.practitioner,
        **result(review),
        # Who will read it is not known yet: titles that need a permission of their own are left out.
        "unread": unread_titles(review, NEEDS, reader="every reader"),
    }


def title(review: Review) -> str:
    """Name the report by reference and revision: titles become file names."""
    return f"Triage report {review.case.reference} revision {review.revision}"


REPORT = register(PdfKind("triage.report", "triage/report.html", freeze, title))


def making(review: Review) -> dict[str, Any] | None:
    """Return what `components/making.html` needs for the newest report of `review`."""
    pdf = Pdf.objects.of(REPORT.key, review).select_related("file").first()
    if pdf is None:
        return None
    here = reverse("triage", args=[review.case.reference])
    return waiting.making(pdf, review.case, label="The triage report", check_url=here)
