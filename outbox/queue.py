"""Handing work to Celery after commit. The queue is only a hint: a row says what is outstanding."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import structlog
from celery import Task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from kombu.exceptions import KombuError

log = structlog.get_logger(__name__)

Row = TypeVar("Row")


def enqueue_on_commit(task: Task, pk: int) -> None:
    """Ask for `task(pk)` once the transaction is committed.

    Where Redis is away this is only logged: the beat's sweeper finds the row and does the work.
    """
    transaction.on_commit(partial(enqueue, task, pk))


def enqueue(task: Task, pk: int) -> None:
    """Ask for `task(pk)` now; where Redis is away, only log it."""
    try:
        task.apply_async((pk,), retry=False)
    except (OSError, KombuError) as error:
        log.warning("queue.not_enqueued", task=task.name, pk=pk, error=type(error).__name__)


def each_by_itself(rows: Iterable[Row], do: Callable[[Row], object], *, task: Task) -> None:
    """Do something with each row for a `task` that comes again and again: one that fails stops no other.

    It is logged, and tried again the next time.
    """
    for row in rows:
        try:
            do(row)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            log.exception("queue.row_left", task=task.name, pk=getattr(row, "pk", row))
