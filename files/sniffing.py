"""What a file is, by its bytes and not by its name."""

import zipfile
from email import message_from_binary_file, policy
from pathlib import PurePath
from typing import BinaryIO

import filetype

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What people may upload: its type, the endings that fit, and what it is called in a sentence.
ALLOWED = {
    "application/pdf": ((".pdf",), "PDF"),
    DOCX: ((".docx",), "Word document (.docx)"),
    "image/jpeg": ((".jpg", ".jpeg"), "JPEG picture"),
    "image/png": ((".png",), "PNG picture"),
    "image/tiff": ((".tif", ".tiff"), "TIFF picture"),
    "message/rfc822": ((".eml",), "e-mail (.eml)"),
    "application/vnd.ms-outlook": ((".msg",), "Outlook e-mail (.msg)"),
}
IN_WORDS = "a PDF, a Word document (.docx), a picture (JPEG, PNG or TIFF) or an e-mail (.eml or .msg)"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(content: BinaryIO, name: str) -> str | None:
    """Return the content type of `content`, or None where it is nothing we accept.

    The bytes decide; the ending must fit them, so that a file is what it says it is.
    """
    content.seek(0)
    head = content.read(4096)
    content.seek(0)
    found = _by_bytes(content, head)
    content.seek(0)
    if found is None or PurePath(name).suffix.lower() not in ALLOWED[found][0]:
        return None
    return found


def _by_bytes(content: BinaryIO, head: bytes) -> str | None:
    if head.startswith(OLE):
        return "application/vnd.ms-outlook" if b"_\x00_\x00s\x00u\x00b\x00s\x00t\x00g\x00" in content.read() else None
    if head.startswith(b"PK"):
        return DOCX if _is_docx(content) else None
    guess = filetype.guess_mime(head)
    if guess in ALLOWED:
        return str(guess)
    return "message/rfc822" if guess is None and _is_mail(content, head) else None


def _is_docx(content: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(content) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return False


def _is_mail(content: BinaryIO, head: bytes) -> bool:
    if b"\0" in head:
        return False
    headers = message_from_binary_file(content, policy=policy.default)
    return "from" in headers and ("to" in headers or "subject" in headers or "date" in headers)
