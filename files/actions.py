"""Storing bytes."""

import hashlib
import os
from pathlib import PurePath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile

from files.models import StoredFile
from files.scanning import scan
from files.sniffing import ALLOWED, IN_WORDS, KINDS, found_in, needs_password, sniff, without_ending
from ui.refusals import Refusal
from ui.words import on_one_line

CHUNK = 1024 * 1024
LONGEST_NAME = 200


def check_upload(upload: UploadedFile, *, limit_mb: int | None = None) -> StoredFile:
    """Return an uploaded file as a row that is not stored yet: saving it keeps the bytes too.

    The virus scanner may take a minute to answer: call this before a transaction begins, so that nobody waits
    for a lock meanwhile. Large files are read a piece at a time.

    Raises Refusal, naming the file, where it is empty, larger than `limit_mb` (the product's limit by
    default), not one of the kinds we take, not what its name says, protected with a password, or fails
    the virus check.
    """
    name = given_name(upload.name or "")
    limit = limit_mb or settings.UPLOAD_LIMIT_MB
    if not upload.size:
        raise Refusal(f"“{name}” is empty. Check the file and choose it again.")
    if upload.size > limit * 1024 * 1024:
        raise Refusal(f"“{name}” is larger than {limit} MB. Make it smaller, or split it into parts.")
    content = cast("BinaryIO", upload)
    content_type = sniff(content, name)
    if content_type is None and needs_password(content, name):
        raise Refusal(f"“{name}” is protected with a password. Save it without one and choose it again.")
    if content_type is None:
        raise Refusal(_why_not(content, name))
    checked = scan(content, name)
    return StoredFile(
        content=upload,
        name=name,
        content_type=content_type,
        size=upload.size,
        sha256=sha256_of(content),
        scan=checked,
    )


def _why_not(content: BinaryIO, name: str) -> str:
    """Return why the file is not taken, and what to do."""
    if PurePath(name).suffix.lower() not in KINDS:
        return f"“{name}” is not a kind of file we can keep. Choose {IN_WORDS}."
    found = found_in(content)
    if found is None:
        return f"“{name}” is not what its name says. Open it, save it anew, or choose {IN_WORDS}."
    right = f"{without_ending(name)}{ALLOWED[found][0]}"
    return f"“{name}” is not what its name says. Call it “{right}” and choose it again."


def store_made(content: bytes, *, name: str, content_type: str) -> StoredFile:
    """Keep bytes that the product itself made, such as a PDF, and return their row."""
    return StoredFile.objects.create(
        content=ContentFile(content, name="made"),
        name=given_name(name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        scan=StoredFile.Scan.MADE_HERE,
    )


def store_made_file(content: BinaryIO, *, name: str, content_type: str) -> StoredFile:
    """Keep what the product made and wrote to a file, a piece at a time, and return its row."""
    sha256 = sha256_of(content)
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    return StoredFile.objects.create(
        content=File(content, name="made"),
        name=given_name(name),
        content_type=content_type,
        size=size,
        sha256=sha256,
        scan=StoredFile.Scan.MADE_HERE,
    )


def given_name(name: str) -> str:
    """Return a file's name without folders and control characters, its ending kept where it is too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    bare = on_one_line(last.replace("\x00", "")) or "file"
    ending = PurePath(bare).suffix[:20]
    return bare if len(bare) <= LONGEST_NAME else bare[: LONGEST_NAME - len(ending)] + ending


def sha256_of(content: BinaryIO) -> str:
    """Return the SHA-256 of `content` in hexadecimal, leaving it at its start."""
    digest = hashlib.sha256()
    content.seek(0)
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
