"""The font of letters and reports, and which letters it has."""

import functools
import unicodedata

from django.conf import settings
from fontTools.ttLib import TTFont

FONTS = settings.ROOT / "static" / "build" / "fonts"
FACES = tuple(FONTS / f"lotus-letter-{face}.ttf" for face in ("400", "400-italic", "700", "700-italic"))


def missing_letters(text: str) -> list[str]:
    """Return the characters of plain `text` that the letter font does not have, in order."""
    return sorted(letter for letter in set(text) - letters() if not _invisible(letter))


def _invisible(letter: str) -> bool:
    """Tell whether a character leaves no mark by itself: white space, joiners, direction marks."""
    return letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc") or "\ufe00" <= letter <= "\ufe0f"


@functools.cache
def letters() -> frozenset[str]:
    """Return the characters that all four faces have."""
    letters: list[set[int]] = []
    for face in FACES:
        with TTFont(face, lazy=True) as font:
            letters.append(set(font.getBestCmap()))
    return frozenset(map(chr, set.intersection(*letters)))
