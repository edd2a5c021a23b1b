"""Asking for a PDF."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from documents import events
from documents.kinds import PdfKind, html_of
from documents.models import Pdf
from documents.tasks import make
from outbox.queue import enqueue_on_commit


@transaction.atomic
def want_pdf(*, kind: PdfKind, subject: Any, case: Case | None, by: Person, topic: str = "general") -> Pdf:
    """Freeze the record's HTML and ask for its PDF; returns the row, whose state the page shows.

    The calling action has checked that `by` may do this. Asking again for the same record in the same
    words returns the PDF there is: one that could not be made is tried again, and for one that is ready
    the kind's `when_ready` runs at once.
    """
    html = html_of(kind, subject)
    pdf, made = Pdf.objects.get_or_create(
        kind=kind.key,
        subject_key=subject.pk,
        html_sha256=hashlib.sha256(html.encode()).hexdigest(),
        defaults={
            "case": case,
            "topic": topic,
            "title": kind.title(subject)[:200],
            "html": html,
            "wanted_by": by,
        },
    )
    if made:
        enqueue_on_commit(make, pdf.pk)
    elif pdf.state == Pdf.State.FAILED:
        return ask_again(pdf=pdf, by=by)
    elif pdf.state == Pdf.State.READY:
        kind.when_ready(pdf)
    return pdf


@transaction.atomic
def ask_again(*, pdf: Pdf, by: Person) -> Pdf:
    """Put a PDF that could not be made back in the queue, for when its reason is mended."""
    case = Case.objects.locked(pdf.case_id) if pdf.case_id else None
    updated = Pdf.objects.filter(pk=pdf.pk, state=Pdf.State.FAILED).update(
        state=Pdf.State.WAITING, error="", attempts=0, lease_until=None, not_before=timezone.now()
    )
    if updated:
        record(events.PDF_ASKED_AGAIN, by=by, case=case, topic=pdf.topic, subject=pdf, kind=pdf.kind)
        enqueue_on_commit(make, pdf.pk)
    pdf.refresh_from_db()
    return pdf


@transaction.atomic
def record_pdf_opened(*, pdf: Pdf, by: Person) -> None:
    """Record that `by` opened the PDF."""
    record(events.PDF_OPENED, by=by, case=pdf.case, topic=pdf.topic, subject=pdf, kind=pdf.kind)
