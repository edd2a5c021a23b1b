"""A worker whose connections to the database are cut works on as ever."""

import subprocess
import sys
import time
import uuid

import psycopg2
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from outbox import actions
from outbox.models import Message
from ui.tasks import HEARTBEAT_KEY, heartbeat


@pytest.fixture
def real_worker(product_environment, transactional_db):
    """Run a worker on this test's database and queue until the test ends."""
    command = [sys.executable, "-m", "celery", "-A", "lotus_cases", "worker", "--concurrency=1"]
    process = subprocess.Popen(
        [*command, "--loglevel=WARNING"],
        env=product_environment,
        cwd=settings.ROOT,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    yield process
    process.terminate()
    process.wait(30)


def soon(there, seconds=40):
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_a_worker_finds_a_database_again_that_was_restarted(real_worker, owner_url):
    """Every connection but the test's own is cut, as a restart does; the next task works as ever."""
    cache.delete(HEARTBEAT_KEY)
    heartbeat.delay()
    soon(lambda: cache.get(HEARTBEAT_KEY))
    message = put()
    soon(lambda: Message.objects.filter(pk=message.pk, state="sent").exists())
    with psycopg2.connect(owner_url) as owner, owner.cursor() as asked:
        asked.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)",
            [connection.connection.info.backend_pid],
        )
        assert asked.fetchone()[0] >= 1, "the worker keeps its connection between tasks"
    owner.close()
    message = put()
    soon(lambda: Message.objects.filter(pk=message.pk, state="sent").exists())


def put() -> Message:
    return actions.put(key=str(uuid.uuid4()), to="a@example.test", subject="Hello", body="Text")
