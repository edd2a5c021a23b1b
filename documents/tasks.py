"""Making PDFs in the background. Every task may run twice."""

import datetime as dt

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.actions import record
from cases.models import Case
from documents import events
from documents.made import CannotRender, Made
from documents.models import Pdf
from documents.rendering import to_pdf
from files.actions import store_made
from outbox.queue import enqueue

log = structlog.get_logger(__name__)

# The lease outlasts the moment at which a stuck worker is stopped, so that no two make the same PDF.
LEASE = dt.timedelta(seconds=settings.PDF_SECONDS + 15)
PATIENCE = dt.timedelta(seconds=10)
TRIES = 3


@shared_task
def sweep() -> None:
    """Ask again for what waits: what the queue lost, and what a worker began and did not finish."""
    waiting = Pdf.objects.left_behind(at=timezone.now(), patience=PATIENCE)
    for pk in waiting.values_list("pk", flat=True)[:20]:
        enqueue(make, pk)


@shared_task(soft_time_limit=settings.PDF_SECONDS, time_limit=settings.PDF_SECONDS + 10)
def make(pk: int) -> None:
    """Make one PDF, if it is still wanted. A worker that lost its lease stores nothing."""
    pdf = Pdf.objects.claim(pk, at=timezone.now(), lease=LEASE)
    if pdf is None:
        return
    if pdf.attempts > TRIES:
        _fail(
            pdf, "The program that makes PDFs stopped each time it tried. Tell your IT team, then try again."
        )
        return
    try:
        # Slow, so no lock is held.
        made = to_pdf(pdf.html)
    except CannotRender as reason:
        _fail(pdf, str(reason))
    except SoftTimeLimitExceeded:
        _fail(
            pdf,
            f"It took longer than {settings.PDF_SECONDS} seconds, so it was stopped. Split it into parts.",
        )
    except Exception:
        # Whatever it was, the person who waits is told in the end.
        log.exception("pdf.not_made", pdf=pdf.pk, attempts=pdf.attempts)
        _try_later(pdf)
    else:
        _store(pdf, made)


@transaction.atomic
def _store(pdf: Pdf, made: Made) -> None:
    from documents.kinds import kind_called

    case = Case.objects.locked(pdf.case_id) if pdf.case_id else None
    held = Pdf.objects.filter(pk=pdf.pk, token=pdf.token, state=Pdf.State.MAKING)
    mine = held.select_for_update().defer("html").first()
    if mine is None:
        log.warning("pdf.lease_lost", pdf=pdf.pk)
        return
    mine.file = store_made(made.content, name=f"{mine.title}.pdf", content_type="application/pdf")
    mine.state, mine.ready_at, mine.pages, mine.lease_until = (
        Pdf.State.READY,
        timezone.now(),
        made.pages,
        None,
    )
    mine.save(update_fields=["file", "state", "ready_at", "pages", "lease_until"])
    record(events.PDF_READY, system="documents", case=case, topic=mine.topic, subject=mine, kind=mine.kind)
    kind_called(mine.kind).when_ready(mine)


@transaction.atomic
def _fail(pdf: Pdf, sentence: str) -> None:
    failed = Pdf.objects.filter(pk=pdf.pk, token=pdf.token, state=Pdf.State.MAKING).update(
        state=Pdf.State.FAILED, error=sentence[:500], lease_until=None
    )
    if failed:
        record(
            events.PDF_FAILED, system="documents", case=pdf.case, topic=pdf.topic, subject=pdf, kind=pdf.kind
        )


def _try_later(pdf: Pdf) -> None:
    if pdf.attempts >= TRIES:
        _fail(pdf, "Something unexpected stopped it each time it was tried. Tell your IT team.")
        return
    Pdf.objects.filter(pk=pdf.pk, token=pdf.token, state=Pdf.State.MAKING).update(
        state=Pdf.State.WAITING,
        lease_until=None,
        not_before=timezone.now() + dt.timedelta(seconds=5 * pdf.attempts),
    )
