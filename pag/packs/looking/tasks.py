"""Looking through documents in the background. May run twice; a lease says who looks."""

import datetime as dt
from collections import defaultdict

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from documents.models import Document
from pag.packs.looking.models import Finding, Look
from pag.packs.looking.patterns import look_for
from pag.packs.looking.text import CannotLook, text_of

log = structlog.get_logger(__name__)

SECONDS = 4 * settings.PDF_SECONDS
AFTER = 15
TRIES = 3
# More than this nobody decides one by one.
MOST = 150
Found = tuple[str, str, str, list[int]]


@shared_task(soft_time_limit=SECONDS, time_limit=SECONDS + 10)
def look(pk: int) -> None:
    """Look through one document; where that cannot be done, the one finding says so."""
    claimed = Look.objects.claim(pk, at=timezone.now(), lease=dt.timedelta(seconds=SECONDS + AFTER))
    if claimed is None:
        return
    whole: list[int] = []
    if claimed.attempts > TRIES:
        _store(claimed, [_unseen("The program that reads it stopped each time it tried.", whole)])
        return
    try:
        found = _found(claimed)
    except CannotLook as reason:
        found = [_unseen(str(reason), whole)]
    except SoftTimeLimitExceeded:
        found = [_unseen("Reading it takes too long.", whole)]
    except Exception:
        # What it was may hold words of the document: only that it was, is logged.
        log.warning("look.stopped", look=pk, attempts=claimed.attempts)
        found = [_unseen("Something unexpected stopped it.", whole)]
    _store(claimed, found)


def _found(claimed: Look) -> list[Found]:
    document = Document.objects.select_related("file", "case__practitioner").get(pk=claimed.document_id)
    text = text_of(document.file)
    practitioner = document.case.practitioner
    pages: dict[tuple[str, str], list[int]] = defaultdict(list)
    around: dict[tuple[str, str], str] = {}
    for number, page in enumerate(text.pages, 1):
        for each in look_for(page, title=practitioner.title, last_name=practitioner.last_name):
            place = (each.kind, each.words)
            around.setdefault(place, each.excerpt)
            if number not in pages[place]:
                pages[place].append(number)
    found = [(kind, words, around[kind, words], there) for (kind, words), there in pages.items()]
    more = [_unseen("There is more than can be listed here.", [])] if len(found) > MOST else []
    if text.blank:
        more.append(_unseen("These pages have no text: they may be scanned.", text.blank))
    if text.beside:
        more.append(_unseen(text.beside, []))
    return [*found[:MOST], *more]


def _unseen(why: str, pages: list[int]) -> Found:
    return Finding.Kind.UNSEEN, "", why, pages


@transaction.atomic
def _store(claimed: Look, found: list[Found]) -> None:
    held = Look.objects.filter(pk=claimed.pk, token=claimed.token, state=Look.State.MAKING)
    if held.select_for_update().first() is None:
        return
    Finding.objects.bulk_create(
        Finding(look=claimed, kind=kind, words=words, excerpt=excerpt[:400], pages=pages)
        for kind, words, excerpt, pages in found
    )
    held.update(state=Look.State.READY, lease_until=None)
    from pag.packs.looking.actions import keep_meetings_of

    keep_meetings_of(claimed.document_id)
