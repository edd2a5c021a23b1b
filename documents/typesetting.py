"""Setting pages with WeasyPrint. Only `documents.rendering` and workers that begin import this: it is slow.

What does not change is kept for the life of the process: the parsed style sheets, and one font configuration,
which is made after a fork because Pango's threads do not survive one. Fonts come from `fonts.conf` alone, so
that every machine makes the same bytes of the same page.
"""

import functools
import gc
import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from documents.fetching import STYLES, ListedFilesOnly
from documents.font import FACES, letters, missing_letters
from documents.made import CannotRender, Made

FONTS_CONF = Path(__file__).with_name("fonts.conf")
# What a page prints from the attributes of its body: see templates/pdf/base.html.
PRINTED = ("data-running", "data-marking", "data-foot")

# A link to a style sheet beside ours, as our templates write it: parsed once for the life of the process.
OUR_SHEET = re.compile(r'<link rel="stylesheet" href="([\w-]+\.css)">')
FOR_BROWSERS = ("fonts.css", "preview.css")

MAX_PAGES = 400


def prepare() -> None:
    """Load what every PDF needs, once, in the process the workers are forked from.

    Frozen objects are not visited by the garbage collector and stay shared between the forks.
    """
    for sheet in STYLES.glob("*.css"):
        if sheet.name not in FOR_BROWSERS:
            _style(sheet.name)
    letters()
    gc.collect()
    gc.freeze()


def why_not_ready() -> str:
    """Return, in words, why this machine must not make PDFs; nothing where it may.

    Without libharfbuzz-subset WeasyPrint makes larger files, whose bytes differ each time, and says nothing.
    """
    if ffi.harfbuzz_subset is None:
        return (
            "The library libharfbuzz-subset is missing. "
            "Install it (on Debian: apt-get install libharfbuzz-subset0)."
        )
    missing = [face.name for face in FACES if not face.is_file()]
    if missing:
        return f"The letter fonts are missing ({', '.join(missing)}). Make them with: npm run build."
    return ""


def typeset(html: str) -> Made:
    """Return the PDF of a whole HTML page. Raises CannotRender, in words."""
    try:
        return _set(html)
    except FatalURLFetchingError as error:
        reason = error.__cause__
        if isinstance(reason, CannotRender):
            raise reason from None
        raise CannotRender(
            "A picture or file in the page cannot be read. Take it out and try again."
        ) from error


def _set(html: str) -> Made:
    linked = OUR_SHEET.findall(html)
    page = HTML(string=OUR_SHEET.sub("", html), url_fetcher=ListedFilesOnly(), base_url=f"{STYLES.as_uri()}/")
    _check_letters(page.etree_element)
    document = page.render(
        stylesheets=[_style(name) for name in ("pdf.css", *linked)],
        font_config=_fonts(os.getpid()),
        pdf_variant="pdf/ua-1",
    )
    if len(document.pages) > MAX_PAGES:
        raise CannotRender(f"The PDF would have more than {MAX_PAGES} pages. Split it into parts.")
    return Made(document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages))


def _check_letters(page: Element) -> None:
    missing = missing_letters("".join(_printed(page)))
    if missing:
        shown = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in missing[:10])
        raise CannotRender(
            f"The PDF's font does not have {shown}. "
            "Write the word another way, or ask for the font to be extended."
        )


def _printed(page: Element) -> Iterator[str]:
    """Yield the text of the page that ends up on paper."""
    for body in page.iter("body"):
        yield from (body.get(name, "") for name in PRINTED)
        for element in body.iter():
            # The tag of a comment is no string.
            if isinstance(element.tag, str) and element.tag not in ("style", "script"):
                yield element.text or ""
            yield element.tail or ""


@functools.cache
def _fonts(_process: int) -> FontConfiguration:
    """One font configuration for the life of a process: memory stays flat, and letters are quicker."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS_CONF)
    try:
        return FontConfiguration()
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@functools.cache
def _style(name: str) -> CSS:
    return CSS(url=(STYLES / name).as_uri(), url_fetcher=ListedFilesOnly())
