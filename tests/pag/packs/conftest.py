"""Two items, of which one alone is open to the member; documents; and what was put in the queue."""

import uuid

import pytest
from celery import Task
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.actions import add_upload
from documents.models import Document
from pag import actions as pag
from pag.packs import tasks
from tests.pag.packs.papers import pdf_of
from tests.pag.wording import WHY


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def asked(monkeypatch):
    """What was put in the queue, as (task, key)."""
    queue: list[tuple[Task, int]] = []
    for task in (tasks.make, tasks.make_part, tasks.keep, tasks.look):
        monkeypatch.setattr(
            task, "apply_async", lambda arguments, task=task, **_options: queue.append((task, *arguments))
        )
    return queue


@pytest.fixture
def add(manager):
    """Return a function that keeps a document with a case."""

    def adds(case, name="Letter.pdf", content=None, topic="general") -> Document:
        upload = SimpleUploadedFile(name, content or pdf_of(f"Words of {name.split('.')[0]}"))
        key = uuid.uuid4()
        return add_upload(case=case, upload=upload, topic=topic, by=manager, submission_key=key, limit_mb=9)

    return adds


@pytest.fixture
def open_to(item, another_case, manager, meeting, chair, member):
    """Both items are open to the chair, and the first alone to the member; returns the two."""
    second = pag.put_on_agenda(
        case=another_case("Zimmermann"), meeting=meeting, without_triage=WHY, by=manager
    )
    for each in (item, second):
        pag.declare(item=each, answer="none", by=chair)
    pag.declare(item=item, answer="none", by=member)
    return item, second
