"""What goes wrong is logged by its kind and place; no word of a letter or document is, and no secret."""

import io
import json
import logging
from collections.abc import Iterator
from logging.config import DictConfigurator

import pytest
from django.db import DataError, connection
from django.test import Client

from documents import tasks
from documents.actions import want_pdf
from documents.models import Pdf
from lotus_cases.settings.logs import logging_config

pytestmark = pytest.mark.django_db
PLANTED = "Quillfeather wept in the corridor"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the product's own handler writes: the formatter that web process and workers use."""
    config = DictConfigurator(logging_config(level="DEBUG"))
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(config.configure_formatter(config.config["formatters"]["json"]))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def lines(written: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_refused_address_is_logged_without_its_secret(logged):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/join/a-secret-that-lets-in/").status_code == 403
    assert client.get("/join/another-secret/").status_code == 404
    assert "secret" not in logged.getvalue()
    said = [each["event"] for each in lines(logged) if "/join/" in str(each["event"])]
    assert said[-1] == "Not Found: /join/…/"


@pytest.fixture
def wanted(case, people, kind) -> Pdf:
    kind.told.words = PLANTED
    return want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)


def quoting(html: str):
    """Fail as a library would that quotes what it was given, and what led to it."""
    assert PLANTED in html
    try:
        {}[html]
    except KeyError as first:
        raise ValueError(f"cannot lay out {html!r}") from first


def test_a_pdf_that_cannot_be_made_is_logged_without_its_words(wanted, logged, monkeypatch):
    monkeypatch.setattr(tasks, "to_pdf", quoting)
    tasks.make(wanted.pk)
    assert "Quillfeather" not in logged.getvalue()
    (line,) = [each for each in lines(logged) if each["event"] == "pdf.not_made"]
    assert (line["pdf"], line["exception"]) == (wanted.pk, "builtins.ValueError from builtins.KeyError")
    assert any(each.startswith("documents/tasks.py:") and each.endswith(" make") for each in line["at"])


def test_a_task_that_fails_later_is_logged_without_words_by_celery_too(
    wanted, kind, logged, monkeypatch, media
):
    kind.told.fails = True
    # The test's transaction lives in the connection that a worker would look after.
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    tasks.make.apply(args=[wanted.pk])
    assert "Quillfeather" not in logged.getvalue()
    failed = [each for each in lines(logged) if "RuntimeError" in str(each.get("exception"))]
    assert {each["logger"] for each in failed} >= {"celery.app.trace"}
    assert all(each["at"] for each in failed)


def test_what_the_database_quotes_is_not_logged(logged):
    log = logging.getLogger("documents.test")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::integer", [PLANTED])
    except DataError as error:
        said = str(error)
        log.exception("The row could not be read: %s", said)
    (line,) = [each for each in lines(logged) if each["logger"] == "documents.test"]
    assert "Quillfeather" not in logged.getvalue()
    assert line["event"] == "The row could not be read: DataError"
    assert line["exception"].startswith("django.db.utils.DataError from psycopg2")
