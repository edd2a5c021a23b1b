"""A sign of life from the worker."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 60


@shared_task
def heartbeat() -> None:
    """Write the time a worker last took a task; `/readyz` reads it. Gone after a minute."""
    cache.set(HEARTBEAT_KEY, timezone.now().timestamp(), HEARTBEAT_SECONDS)
