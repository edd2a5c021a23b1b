"""Handing work to Celery after commit. The queue is only a hint: a row says what is outstanding."""

from functools import partial

import structlog
from celery import Task
from django.db import transaction
from kombu.exceptions import KombuError

log = structlog.get_logger(__name__)


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
