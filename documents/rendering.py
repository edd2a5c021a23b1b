"""From HTML to a tagged PDF: no network, listed files only, limits on what it may cost."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from documents.made import CannotRender, Made

MAX_HTML = 3_000_000


def to_pdf(html: str) -> Made:
    """Return the PDF of a whole HTML page: tagged (PDF/UA-1), fonts embedded, language and title set.

    The same page makes the same bytes. Raises CannotRender, in words, for a page that is too long, a letter
    no font of ours has, a picture that is too large or a file it may not use.
    """
    if len(html) > MAX_HTML:
        raise CannotRender("The text is too long for one PDF. Split it into parts.")
    # A web server makes no PDFs: without this it starts in two thirds of the time.
    from documents.typesetting import typeset

    with _without_pauses():
        return typeset(html)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Let the garbage collector rest for the length of one PDF, whose objects are nearly all in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
