"""What a file is, by its bytes and not by its name."""

import os
import zipfile
from email import policy
from email.parser import BytesHeaderParser
from pathlib import PurePath
from typing import BinaryIO

import filetype

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTLOOK = "application/vnd.ms-outlook"
MAIL = "message/rfc822"
# What people may upload: its type and the endings that fit.
ALLOWED = {
    "application/pdf": (".pdf",),
    DOCX: (".docx",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    MAIL: (".eml",),
    OUTLOOK: (".msg",),
}
KINDS = tuple(ending for endings in ALLOWED.values() for ending in endings)
IN_WORDS = "a PDF, a Word document (.docx), a picture (JPEG, PNG or TIFF) or an e-mail (.eml or .msg)"
# What each type is called in a list.
CALLED = {
    "application/pdf": "PDF",
    DOCX: "Word document",
    "image/jpeg": "Picture",
    "image/png": "Picture",
    "image/tiff": "Picture",
    MAIL: "E-mail",
    OUTLOOK: "E-mail",
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name under which an Outlook message keeps its parts, as it stands in the file.
OUTLOOK_MARK = "__substg1".encode("utf-16-le")
# A Word document that needs a password is such a file, too, and says so by this name.
LOCKED_MARK = "EncryptedPackage".encode("utf-16-le")
HEADERS = 256 * 1024
# The record at the end of a packed file, how long it is, what may follow it; and the longest list before it.
ENDS, END, MOST_SAID = b"PK\5\6", 22, 65_536
MOST_LISTED = 1024 * 1024
CHUNK = 1024 * 1024


def without_ending(name: str) -> str:
    """Return a title made of a file's name: "Letter of 3 May.pdf" becomes "Letter of 3 May"."""
    ending = PurePath(name).suffix
    return (name.removesuffix(ending).rstrip() or name) if ending.lower() in KINDS else name


def found_in(content: BinaryIO) -> str | None:
    """Return the content type that the bytes are of, whatever the name. Leaves `content` at its start."""
    content.seek(0)
    found = _by_bytes(content, content.read(HEADERS))
    content.seek(0)
    return found


def sniff(content: BinaryIO, name: str) -> str | None:
    """Return the content type of `content`, or None where it is nothing we accept.

    The bytes decide; the ending must fit them, so that a file is what it says it is. Leaves `content` at
    its start and never reads more than a piece of it into memory.
    """
    found = found_in(content)
    if found is None or PurePath(name).suffix.lower() not in ALLOWED[found]:
        return None
    return found


def needs_password(content: BinaryIO, name: str) -> bool:
    """Tell whether it is a Word document that is protected with a password. Leaves `content` at its start."""
    content.seek(0)
    office = content.read(len(OLE)) == OLE and PurePath(name).suffix.lower() in ALLOWED[DOCX]
    locked = office and _holds(content, LOCKED_MARK)
    content.seek(0)
    return locked


def _by_bytes(content: BinaryIO, head: bytes) -> str | None:
    if head.startswith(OLE):
        return OUTLOOK if _holds(content, OUTLOOK_MARK) else None
    if head.startswith(b"PK"):
        return DOCX if _is_docx(content) else None
    guess = filetype.guess_mime(head[:8192])
    if guess in ALLOWED:
        return str(guess)
    return MAIL if guess is None and _is_mail(head) else None


def _holds(content: BinaryIO, mark: bytes) -> bool:
    """Tell whether `mark` stands anywhere in the file."""
    content.seek(0)
    before = b""
    while piece := content.read(CHUNK):
        if mark in before + piece:
            return True
        before = piece[-len(mark) :]
    return False


def _is_docx(content: BinaryIO) -> bool:
    """Tell whether it is a Word document without macros; nothing in it is unpacked."""
    if not _lists_few(content):
        return False
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= names and "word/vbaProject.bin" not in names


def _lists_few(content: BinaryIO) -> bool:
    """Tell whether the list of what is packed is of a size a document's may have: it is read whole."""
    size = content.seek(0, os.SEEK_END)
    content.seek(max(0, size - END - MOST_SAID))
    tail = content.read()
    # As zipfile looks for it: at the very end, else the last one before what is said of the whole.
    last = len(tail) - END
    at = last if tail[max(last, 0) :].startswith(ENDS) else tail.rfind(ENDS)
    return at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") <= MOST_LISTED


def _is_mail(head: bytes) -> bool:
    if b"\0" in head:
        return False
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    return "from" in headers and ("to" in headers or "subject" in headers or "date" in headers)
