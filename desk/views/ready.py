"""Is the product ready? 503 only where no page would work; otherwise what is degraded, in words."""

import datetime as dt
import functools

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.models import Pdf
from outbox.models import Message
from ui.tasks import HEARTBEAT_KEY

LATE = dt.timedelta(minutes=2)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 with "ok" or "degraded" and what is degraded; 503 for the database or its migrations."""
    try:
        waiting = _migrations_waiting()
    except Error:
        return JsonResponse(
            {"status": "unavailable", "reasons": ["The database does not answer."]}, status=503
        )
    if waiting:
        return JsonResponse(
            {"status": "unavailable", "reasons": ["The database has migrations to apply."]}, status=503
        )
    reasons = degraded(at=timezone.now())
    return JsonResponse({"status": "degraded" if reasons else "ok", "reasons": reasons})


def degraded(*, at: dt.datetime) -> list[str]:
    """Return, in sentences, what works less well than it should at the moment `at`."""
    reasons = []
    if not _redis_answers():
        reasons.append("Redis does not answer: PDFs and e-mails wait until it does.")
    elif cache.get(HEARTBEAT_KEY) is None:
        reasons.append("No worker has reported within a minute: PDFs and e-mails wait.")
    if Pdf.objects.outstanding(at=at).filter(wanted_at__lt=at - LATE).exists():
        reasons.append("A PDF has been waiting for more than two minutes.")
    if Message.objects.due(at=at).filter(not_before__lt=at - LATE).exists():
        reasons.append("An e-mail has been waiting for more than two minutes.")
    if Message.objects.for_a_person().exists():
        reasons.append("An e-mail did not leave for certain: somebody has to decide about it.")
    return reasons


def _redis_answers() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        client.close()


def _migrations_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return not _migrated()


@functools.cache
def _loaded() -> set[tuple[str, str]]:
    return set(MigrationExecutor(connection).loader.graph.nodes)


def _migrated() -> bool:
    """Compare the migrations of this version with those applied: one small query a call."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return _loaded() <= set(cursor.fetchall())
