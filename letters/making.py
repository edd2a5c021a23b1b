"""How the page shows a letter's PDF: being made, ready, or why it could not be made."""

from typing import Any

from django.urls import reverse

from letters.models import Letter


def making(letter: Letter) -> dict[str, Any] | None:
    """Return what `components/making.html` needs; None while no PDF is wanted."""
    pdf = letter.pdf
    if pdf is None:
        return None
    where = [letter.case.reference, pdf.pk]
    return {
        "state": pdf.state,
        "label": "The letter's PDF",
        "name": "the PDF",
        "href": reverse("pdf", args=where),
        "reason": pdf.error,
        "poll_url": reverse("pdf_status", args=where),
        "check_url": letter.get_absolute_url(),
    }
