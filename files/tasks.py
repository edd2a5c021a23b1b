"""Tidying up. Every task may run twice."""

import datetime as dt
import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from files.models import StoredFile

log = structlog.get_logger(__name__)

# A file is written before its row is committed; by then any such request is long over.
GRACE = dt.timedelta(days=1)


@shared_task
def remove_orphans() -> int:
    """Remove bytes that no row speaks of: what was written by a request that was then undone."""
    before = timezone.now() - GRACE
    removed = 0
    for some in _in_parts(_files_older_than(before.timestamp())):
        known = set(StoredFile.objects.filter(key__in=some).values_list("key", flat=True))
        for key, path in some.items():
            if key not in known:
                path.unlink(missing_ok=True)
                removed += 1
    if removed:
        log.info("files.orphans_removed", count=removed)
    return removed


def _files_older_than(moment: float) -> Iterator[tuple[uuid.UUID, Path]]:
    """Yield the files that lie where `storage_name` puts them; anything else is not ours to remove."""
    for path in Path(settings.MEDIA_ROOT).glob("??/??/*"):
        try:
            key = uuid.UUID(path.name)
        except ValueError:
            continue
        if path.is_file() and path.stat().st_mtime < moment:
            yield key, path


def _in_parts(files: Iterator[tuple[uuid.UUID, Path]]) -> Iterator[dict[uuid.UUID, Path]]:
    while part := dict(islice(files, 500)):
        yield part
