"""How a page shows a PDF: being made and why it takes long, ready, or why it could not be made."""

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from documents.models import Pdf
from ui.tasks import HEARTBEAT_KEY
from ui.words import counted

USUAL = dt.timedelta(seconds=20)
PROBE_KEY = "documents-probe"


def making(pdf: Pdf, case: Case, *, label: str = "", check_url: str = "") -> dict[str, Any]:
    """Return what `components/making.html` needs. `check_url` is the page that "Check again" leads to."""
    where = [case.reference, pdf.pk]
    return shown(
        pdf,
        label=label,
        href=reverse("pdf", args=where),
        retry_url=reverse("pdf_again", args=where),
        poll_url=reverse("pdf_status", args=where),
        check_url=check_url or reverse("pdf_status", args=where),
    )


def shown(pdf: Pdf, *, label: str = "", **addresses: str) -> dict[str, Any]:
    """Return the same for a PDF that hangs on no case: its app gives the `addresses`."""
    return {
        "state": "preparing" if pdf.preparing else pdf.state,
        "label": label or pdf.title,
        "size": filesizeformat(pdf.file.size) if pdf.file else "",
        "reason": why_waiting(pdf) if pdf.preparing else pdf.error,
        **addresses,
    }


def why_waiting(pdf: Pdf) -> str:
    """Return a sentence about why a PDF takes longer than usual; nothing while it does not."""
    asked = max(pdf.wanted_at, pdf.not_before)
    if timezone.now() - asked < USUAL:
        return ""
    if not _queue_answers():
        return (
            "The queue that hands out work cannot be reached just now. Nothing is lost: the PDF will be made "
            "as soon as it is back. You can leave this page."
        )
    if cache.get(HEARTBEAT_KEY) is None:
        return (
            "The program that makes PDFs is not answering just now. Nothing is lost: the PDF will be made "
            "as soon as it is back. You can leave this page."
        )
    before = Pdf.objects.outstanding(at=timezone.now()).filter(wanted_at__lt=pdf.wanted_at).count()
    if before:
        return f"It takes longer than usual: {counted(before, 'other')} before it. You can leave this page."
    return "It takes longer than usual. You can leave this page; it will be here when you come back."


def _queue_answers() -> bool:
    """Tell whether Redis keeps what it is given; the cache forgives a lost one without a word."""
    cache.set(PROBE_KEY, "here", 30)
    return cache.get(PROBE_KEY) == "here"
