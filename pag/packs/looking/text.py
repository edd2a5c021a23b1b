"""The text of a document, page by page, as it would stand in papers. Slow: for the background."""

import email
import re
import tempfile
import zipfile
from dataclasses import dataclass, field
from email import policy
from html import escape, unescape
from pathlib import Path

import pypdf
from pypdf.errors import PyPdfError

from files.models import StoredFile
from files.sniffing import DOCX, MAIL
from pag.packs.as_read import NotWord, has_marks
from pag.packs.framing import CannotInclude, frame
from pag.packs.limits import PICTURES

# Unpacked; a file that claims to be larger is not opened.
MAX_TEXT = 20 * 1024 * 1024
MARKED = (
    "It holds marked changes or remarks. The papers show it with the changes accepted, without the remarks; "
    "whoever opens the document itself sees all of them."
)
HEADS = ("from", "to", "cc", "subject")
PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")


@dataclass(frozen=True)
class Text:
    """The text of each page, in order; `blank` are the numbers of pages without any.

    `beside` says in a sentence what else one should look at.
    """

    pages: list[str]
    blank: list[int] = field(default_factory=list)
    beside: str = ""


class CannotLook(Exception):
    """There is no text to look through; `str()` says why in a sentence."""


def text_of(stored: StoredFile) -> Text:
    """Return the text of a stored file. Raises CannotLook, in words."""
    source = Path(stored.content.path)
    if stored.content_type in PICTURES:
        raise CannotLook("It is a picture.")
    try:
        if stored.content_type == DOCX:
            return Text([_of_word(source)], beside=MARKED if has_marks(source) else "")
        if stored.content_type == MAIL:
            return _of_mail(source)
        if stored.content_type == "application/pdf":
            with tempfile.TemporaryDirectory() as folder:
                return _of_pdf(source, Path(folder) / "framed.pdf")
    except (CannotInclude, NotWord) as reason:
        raise CannotLook(str(reason)) from None
    except (
        PyPdfError,
        zipfile.BadZipFile,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        raise CannotLook("Its text cannot be read.") from error
    raise CannotLook("Files of this kind cannot be read here.")


def _of_pdf(source: Path, framed: Path) -> Text:
    # What was filled in and remarked is drawn into the pages first, as in the papers.
    frame(source, "application/pdf", framed)
    with pypdf.PdfReader(framed) as reader:
        pages = [page.extract_text() for page in reader.pages]
    empty = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(empty) == len(pages):
        raise CannotLook("It has no text: it may be scanned.")
    return Text(pages, empty)


def _of_word(source: Path) -> str:
    with zipfile.ZipFile(source) as packed:
        parts = [each for each in packed.infolist() if PARTS.fullmatch(each.filename)]
        if sum(each.file_size for each in parts) > MAX_TEXT:
            raise CannotLook("It is too large.")
        written = "\n".join(packed.read(each).decode("utf-8", errors="replace") for each in parts)
    plain = re.sub(r"<!\[CDATA\[(.*?)\]\]>", lambda found: escape(found[1]), written, flags=re.DOTALL)
    lines = re.sub(r"</(?:[\w.-]+:)?p>|<(?:[\w.-]+:)?(?:br|tab)\b[^>]*>", " ", plain)
    return unescape(re.sub(r"<[^>]*>", "", lines))


def _of_mail(source: Path) -> Text:
    with source.open("rb") as content:
        mail = email.message_from_binary_file(content, policy=policy.default)
    heads = [f"{name}: {value}" for name, value in mail.items() if name.lower() in HEADS]
    body = mail.get_body(("plain", "html"))
    said = body.get_content()[:MAX_TEXT] if body else ""
    beside = "The files that came with the e-mail are not read." if any(mail.iter_attachments()) else ""
    return Text(["\n".join([*heads, unescape(re.sub(r"<[^>]*>", " ", said))])], beside=beside)
