"""A file is what its bytes say, and its name must agree."""

import io

import pytest

from files.sniffing import ALLOWED, CALLED, CHUNK, KINDS, sniff
from files.sniffing import DOCX as DOCX_TYPE
from tests.files.conftest import DOCX, MAIL, OLE, OUTLOOK, PDF, picture, zipped

GOOD = [
    ("a.pdf", PDF, "application/pdf"),
    ("a.PDF", PDF, "application/pdf"),
    ("a.docx", DOCX, DOCX_TYPE),
    ("a.jpg", picture("JPEG"), "image/jpeg"),
    ("a.jpeg", picture("JPEG"), "image/jpeg"),
    ("a.png", picture("PNG"), "image/png"),
    ("a.tiff", picture("TIFF"), "image/tiff"),
    ("a.eml", MAIL, "message/rfc822"),
    ("a.msg", OUTLOOK, "application/vnd.ms-outlook"),
]


@pytest.mark.parametrize(("name", "content", "kind"), GOOD)
def test_what_people_may_upload_is_recognised(name, content, kind):
    assert sniff(io.BytesIO(content), name) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", PDF),
        ("a.pdf", DOCX),
        ("a", PDF),
        ("a.pdf", b"MZ\x90\x00 a program"),
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.docx", zipped("word/document.xml")),
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04 not a zip at all"),
        # Its list of parts alone would fill the memory.
        (
            "a.docx",
            zipped("[Content_Types].xml", "word/document.xml", *(f"{each:0250}" for each in range(5000))),
        ),
        ("a.msg", OLE + b"WordDocument" * 10),
        ("a.eml", b"Just some text\nwithout headers"),
        ("a.eml", b"From: a\0\r\nTo: b\r\n\r\n"),
        ("a.zip", zipped("a.txt")),
        ("a.pdf", b"x"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, content):
    assert sniff(io.BytesIO(content), name) is None


def test_an_outlook_mark_across_two_pieces_is_found():
    before = OLE + b"\0" * (CHUNK - len(OLE) - 7)
    assert (
        sniff(io.BytesIO(before + "__substg1.0".encode("utf-16-le")), "a.msg") == "application/vnd.ms-outlook"
    )


def test_the_file_is_left_at_its_start():
    content = io.BytesIO(OUTLOOK)
    sniff(content, "a.msg")
    assert content.tell() == 0


class Measured(io.BytesIO):
    """Remembers the largest piece that was asked for."""

    most = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.most = max(self.most, len(piece))
        return piece


@pytest.mark.parametrize(
    ("name", "start"), [("a.msg", OLE), ("a.eml", MAIL), ("a.pdf", PDF), ("a.docx", b"PK\x03\x04")]
)
def test_a_large_file_is_never_read_whole(name, start):
    content = Measured(start + b"x" * (8 * CHUNK))
    sniff(content, name)
    assert content.most <= CHUNK


def test_every_kind_has_endings_and_a_word_for_lists():
    assert set(CALLED) == set(ALLOWED)
    assert len(set(KINDS)) == len(KINDS)
