"""What comes of making a PDF: the file, or why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A finished PDF and how many pages it has."""

    content: bytes
    pages: int


class CannotRender(Exception):
    """The PDF cannot be made; `str()` says why in words. Trying again would not help."""
