"""Bytes are kept as they came, under a name that says nothing, and never change."""

import hashlib
import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import DatabaseError

from files.actions import given_name, store_made
from files.models import StoredFile
from tests.files.conftest import OLE, PDF, store_upload, upload
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_an_upload_is_kept_with_what_it_is(media):
    stored = store_upload(upload("Statement of Dr Adair.pdf", PDF))
    assert stored.name == "Statement of Dr Adair.pdf"
    assert stored.content_type == "application/pdf"
    assert stored.size == len(PDF)
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert bytes_of(stored) == PDF


def bytes_of(stored: StoredFile) -> bytes:
    with stored.content.open("rb") as content:
        return content.read()


def test_where_the_bytes_lie_says_nothing_about_anybody(media):
    stored = store_upload(upload("Dr Adair.pdf", PDF))
    assert "Adair" not in stored.content.path
    assert Path(stored.content.path).is_relative_to(media)


def test_nobody_else_on_the_machine_may_read_the_bytes(media):
    path = Path(store_upload(upload("a.pdf", PDF)).content.path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_name_twice_stays_apart(media):
    first, second = (store_upload(upload("a.pdf", PDF)) for _twice in range(2))
    assert first.content.path != second.content.path


def test_a_large_file_comes_from_disk_and_goes_to_disk(media):
    temporary = TemporaryUploadedFile("large.pdf", "application/pdf", 0, None)
    temporary.write(PDF + b"x" * 3_000_000)
    temporary.size = temporary.tell()
    stored = store_upload(temporary)
    temporary.close()
    with stored.content.open("rb") as kept:
        assert hashlib.file_digest(kept, "sha256").hexdigest() == stored.sha256


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.pdf", b"", "“empty.pdf” is empty"),
        ("odd.pdf", b"odd", "“odd.pdf” is not what its name says. Open it"),
        ("notes.txt", b"words", "“notes.txt” is not a kind of file we can keep. Choose a PDF"),
        ("scan.jpg", PDF, "“scan.jpg” is not what its name says. Call it “scan.pdf”"),
        (
            "locked.docx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "“locked.docx” is protected with a pass",
        ),
        (
            "locked.msg",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "“locked.msg” is not what its name says",
        ),
        ("large.pdf", PDF + b"x" * 1024 * 1024, "“large.pdf” is larger than 1 MB"),
    ],
)
def test_a_file_we_do_not_take_is_refused_by_name(media, name, content, says):
    with pytest.raises(Refusal, match=says):
        store_upload(upload(name, content), limit_mb=1)
    assert not StoredFile.objects.exists()
    assert not list(media.rglob("*"))


def test_a_file_of_exactly_the_limit_is_kept(media):
    store_upload(upload("a.pdf", PDF.ljust(1024 * 1024, b"x")), limit_mb=1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("letter\u202efdp.pdf", "letterfdp.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("Ẹ̀kọ́ – notes.pdf", "Ẹ̀kọ́ – notes.pdf"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert given_name(given) == kept


def test_what_the_product_made_says_so(media):
    made = store_made(b"%PDF-", name="Letter 1.pdf", content_type="application/pdf")
    assert made.scan == StoredFile.Scan.MADE_HERE
    assert bytes_of(made) == b"%PDF-"


def test_stored_bytes_never_change(media):
    stored = store_upload(upload("a.pdf", PDF))
    with pytest.raises((InternalError, DatabaseError), match="Cannot update"), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)


@pytest.mark.parametrize("wrong", [{"size": 0}, {"sha256": "not hexadecimal"}])
def test_the_database_keeps_out_what_cannot_be(media, wrong):
    right = {"name": "a", "content_type": "x/y", "size": 1, "sha256": "0" * 64, "scan": "clean"}
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(content="a", **(right | wrong))
