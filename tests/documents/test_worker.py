"""A worker loads the PDF maker once, or says why it cannot work."""

import gc
import subprocess
import sys
import time
import uuid

import psycopg2
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from documents import typesetting, worker
from outbox import actions
from outbox.models import Message
from ui.tasks import HEARTBEAT_KEY, heartbeat

WORKER = """
import django; django.setup()
from weasyprint.text import ffi
ffi.harfbuzz_subset = None
from lotus_cases.celery import app
app.worker_main(["worker", "--concurrency=1", "--loglevel=WARNING"])
"""


def test_a_worker_without_the_subsetting_library_does_not_start(product_environment):
    done = subprocess.run(
        [sys.executable, "-c", WORKER],
        env=product_environment,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "The worker cannot make PDFs. The library libharfbuzz-subset is missing." in done.stderr


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


def test_what_is_loaded_before_the_fork_is_left_to_all(monkeypatch):
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    worker.load_before_fork()
    assert frozen == [True]


def test_a_reason_stops_it(monkeypatch):
    monkeypatch.setattr(typesetting, "why_not_ready", lambda: "The letter fonts are missing.")
    with pytest.raises(SystemExit, match=r"cannot make PDFs\. The letter fonts are missing"):
        worker.load_before_fork()


def test_the_first_page_can_be_made():
    worker.make_first_page()


def test_a_web_server_starts_without_the_pdf_maker(product_environment):
    script = "import sys, lotus_cases.wsgi, lotus_cases.urls; print('weasyprint' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=product_environment,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
