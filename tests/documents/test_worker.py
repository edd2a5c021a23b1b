"""A worker loads the PDF maker once, or says why it cannot work."""

import gc
import subprocess
import sys

import pytest
from django.conf import settings

from documents import typesetting, worker

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
