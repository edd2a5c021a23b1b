"""Making PDFs in the background. Every task may run twice."""

import datetime as dt

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from audit.actions import record
from documents import events
from documents.models import Pdf
from documents.rendering import CannotRender, to_pdf
from files.actions import store_made

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(minutes=5)
TRIES = 3


@shared_task
def sweep() -> None:
    """Make what waits: what the queue lost, and what a worker began and did not finish."""
    for pk in Pdf.objects.outstanding(at=timezone.now()).values_list("pk", flat=True)[:20]:
        make(pk)


@shared_task
def make(pk: int) -> None:
    """Make one PDF, if it is still wanted. A worker that lost its lease stores nothing."""
    from documents.kinds import kind_called

    pdf = Pdf.objects.claim(pk, at=timezone.now(), lease=LEASE)
    if pdf is None:
        return
    if pdf.attempts > TRIES:
        _fail(pdf, "It was tried several times and the program making it stopped each time. Tell your IT team.")
        return
    try:
        # Slow, so no lock is held.
        made = to_pdf(pdf.html)
    except CannotRender as reason:
        _fail(pdf, str(reason))
        return
    with transaction.atomic():
        mine = Pdf.objects.select_for_update().filter(pk=pk, token=pdf.token, state=Pdf.State.MAKING).first()
        if mine is None:
            return
        mine.file = store_made(made.content, name=f"{mine.title}.pdf", content_type="application/pdf")
        mine.state, mine.ready_at, mine.pages, mine.lease_until = (
            Pdf.State.READY,
            timezone.now(),
            made.pages,
            None,
        )
        mine.save(update_fields=["file", "state", "ready_at", "pages", "lease_until"])
        record(events.PDF_READY, system="documents", case=mine.case, topic=mine.topic, subject=mine, kind=mine.kind)
        kind_called(mine.kind).when_ready(mine)


def _fail(pdf: Pdf, sentence: str) -> None:
    with transaction.atomic():
        failed = Pdf.objects.filter(pk=pdf.pk, token=pdf.token, state=Pdf.State.MAKING).update(
            state=Pdf.State.FAILED, error=sentence[:500], lease_until=None
        )
        if failed:
            record(events.PDF_FAILED, system="documents", case=pdf.case, topic=pdf.topic, subject=pdf, kind=pdf.kind)
