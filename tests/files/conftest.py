"""Small files of every kind, made here."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from files.actions import check_upload
from files.models import StoredFile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return kept.getvalue()


def picture(kind: str) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (4, 4)).save(kept, kind)
    return kept.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
MAIL = b"From: a@example.test\r\nTo: b@example.test\r\nSubject: Hello\r\n\r\nText\r\n"
OUTLOOK = OLE + b"\0" * 2000 + "__substg1.0_0037001F".encode("utf-16-le") + b"\0" * 100


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def store_upload(file: SimpleUploadedFile, **limits: int) -> StoredFile:
    """Check an uploaded file and keep it."""
    stored = check_upload(file, **limits)
    stored.save()
    return stored


@pytest.fixture
def media(settings, tmp_path):
    """A folder of the test's own for stored bytes."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT
