"""Bytes that no row speaks of go after a day; everything else stays."""

import os
import time
import uuid

import pytest
from django.db import transaction

from files.models import StoredFile
from files.tasks import remove_orphans
from tests.files.conftest import PDF, store_upload, upload

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 3600


def stored_and_undone() -> StoredFile:
    with transaction.atomic():
        stored = store_upload(upload("a.pdf", PDF))
        transaction.set_rollback(True)
    return stored


def age(path, seconds=TWO_DAYS):
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


def test_bytes_of_a_request_that_was_undone_go_after_a_day(media):
    path = media / stored_and_undone().content.name
    assert path.exists()
    assert not StoredFile.objects.exists()
    assert remove_orphans() == 0, "it may belong to a request that is still going on"
    age(path)
    assert remove_orphans() == 1
    assert not path.exists()


def test_bytes_with_a_row_stay_for_ever(media):
    stored = store_upload(upload("a.pdf", PDF))
    age(stored.content.path)
    assert remove_orphans() == 0
    with stored.content.open("rb") as content:
        assert content.read() == PDF


def test_what_is_not_ours_is_left_alone(media):
    stranger = media / "aa" / "bb" / "notes.txt"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("not ours")
    age(stranger)
    assert remove_orphans() == 0
    assert stranger.exists()


def test_nothing_stored_yet_is_fine(media):
    assert remove_orphans() == 0


def test_many_are_asked_about_in_parts(media, django_assert_num_queries):
    folder = media / "aa" / "bb"
    folder.mkdir(parents=True)
    for _each in range(1001):
        path = folder / str(uuid.uuid4())
        path.touch()
        age(path)
    with django_assert_num_queries(3):
        assert remove_orphans() == 1001
