"""From HTML to a tagged PDF with WeasyPrint: no network, listed files only, limits on what it may cost."""

import functools
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = settings.ROOT / "static" / "build" / "fonts"
STYLES = settings.ROOT / "static" / "pdf"
FAMILY = "Lotus Letter"

MAX_HTML = 3_000_000
MAX_PAGES = 400
MAX_PIXELS = 40_000_000


class CannotRender(Exception):
    """The PDF cannot be made; `str()` says why in words. Trying again would not help."""


@dataclass(frozen=True)
class Made:
    """A finished PDF and how many pages it has."""

    content: bytes
    pages: int


class ListedFilesOnly(URLFetcher):
    """Fetches nothing but our own PDF style sheets, fonts and pictures, and data: pictures of bounded size."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            response = super().fetch(url, headers)
            _check_pixels(response)
            return response
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(folder) for folder in (FONTS, STYLES)):
            raise ValueError("The page asks for a file that PDFs may not use.")
        return super().fetch(url, headers)


def to_pdf(html: str) -> Made:
    """Return the PDF of a whole HTML page: tagged (PDF/UA-1), fonts embedded, language and title set.

    Raises CannotRender, in words, for a page that is too long, a letter no font of ours has, a picture
    that is too large or a file it may not use.
    """
    if len(html) > MAX_HTML:
        raise CannotRender("The text is too long for one PDF. Split it into parts.")
    check_letters(html)
    try:
        document = HTML(string=html, url_fetcher=ListedFilesOnly(), base_url=str(STYLES) + "/").render(
            stylesheets=_styles(), font_config=_fonts(), cache=None
        )
        if len(document.pages) > MAX_PAGES:
            raise CannotRender(f"The PDF would have more than {MAX_PAGES} pages. Split it into parts.")
        return Made(document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages))
    except BaseException as error:
        # WeasyPrint's fatal fetching error is a BaseException; only that one is answered here.
        if isinstance(error, CannotRender) or type(error).__name__ != "FatalURLFetchingError":
            raise
        raise CannotRender(
            "The text asks for a picture or file that cannot be used in a PDF. Take it out and try again."
        ) from error


def check_letters(html: str) -> None:
    """Raise CannotRender, naming them, for characters that the letter font does not have."""
    missing = sorted(set(_text(html)) - _letters())
    if missing:
        shown = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in missing[:10])
        raise CannotRender(
            f"The PDF's font does not have {shown}. Write the word another way, or ask for the font to be extended."
        )


def missing_letters(text: str) -> list[str]:
    """Return the characters of plain `text` that the letter font does not have, in order."""
    return sorted(set(text) - _letters())


def _text(html: str) -> str:
    from html import unescape

    without_head = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", html)
    return unescape(re.sub(r"<[^>]*>", "", without_head))


@functools.cache
def _letters() -> frozenset[str]:
    with TTFont(FONTS / "LotusLetter-Regular.ttf", lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap()) | {"\n", "\r", "\t", "\u00ad", "\u200b"}


@functools.cache
def _fonts() -> FontConfiguration:
    """One font configuration for the life of the worker: memory stays flat and letters are quicker."""
    return FontConfiguration()


@functools.cache
def _styles() -> list[CSS]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            CSS(filename=str(STYLES / name), font_config=_fonts(), url_fetcher=ListedFilesOnly())
            for name in ("fonts.css", "pdf.css")
        ]


def _check_pixels(response: URLFetcherResponse) -> None:
    body = response.read()
    response._file_obj = io.BytesIO(body)
    if not body.startswith((b"\x89PNG", b"\xff\xd8")):
        return
    with Image.open(io.BytesIO(body)) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError("A picture is too large.")
