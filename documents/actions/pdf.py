"""Asking for a PDF."""

import hashlib
from typing import Any

from django.db import transaction

from accounts.models import Person
from cases.models import Case
from documents.kinds import PdfKind, html_of
from documents.models import Pdf
from documents.tasks import make
from outbox.queue import enqueue_on_commit


@transaction.atomic
def want_pdf(*, kind: PdfKind, subject: Any, case: Case, by: Person, topic: str = "general") -> Pdf:
    """Freeze the record's HTML and ask for its PDF; returns the row, whose state the page shows.

    Asking again for the same record in the same words returns the PDF there is.
    """
    html = html_of(kind, subject)
    pdf, made = Pdf.objects.get_or_create(
        kind=kind.key,
        subject_key=subject.pk,
        html_sha256=hashlib.sha256(html.encode()).hexdigest(),
        defaults={
            "case": case,
            "topic": topic,
            "title": kind.title(subject),
            "html": html,
            "wanted_by": by,
        },
    )
    if made:
        enqueue_on_commit(make, pdf.pk)
    return pdf


@transaction.atomic
def ask_again(*, pdf: Pdf) -> Pdf:
    """Put a PDF that could not be made back in the queue, for when its reason is mended."""
    updated = Pdf.objects.filter(pk=pdf.pk, state=Pdf.State.FAILED).update(
        state=Pdf.State.WAITING, error="", attempts=0, lease_until=None
    )
    if updated:
        enqueue_on_commit(make, pdf.pk)
    pdf.refresh_from_db()
    return pdf
