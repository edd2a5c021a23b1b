"""Two texts compared word by word: `components/compared.html` shows what was added and taken out."""

import difflib
import re
from dataclasses import dataclass

SAME, ADDED, REMOVED = "same", "added", "removed"
# A word with its punctuation apart, or the white space between two.
TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


def word_by_word(before: str, after: str) -> list[Piece]:
    """Return both texts as one line of pieces; where words were replaced, those removed come first."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    pieces: list[Piece] = []
    for step, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            pieces.append(Piece(SAME, "".join(old[i:j])))
            continue
        if j > i:
            pieces.append(Piece(REMOVED, "".join(old[i:j])))
        if m > k:
            pieces.append(Piece(ADDED, "".join(new[k:m])))
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Draw changes together that only white space keeps apart: whole phrases read better than crumbs."""
    found: list[Piece] = []
    removed = added = ""
    for number, piece in enumerate(pieces):
        gap = piece.kind == SAME and piece.text.isspace() and 0 < number < len(pieces) - 1
        if piece.kind == SAME and not gap:
            found += _changed(removed, added)
            found.append(piece)
            removed = added = ""
            continue
        removed += piece.text if piece.kind == REMOVED or gap else ""
        added += piece.text if piece.kind == ADDED or gap else ""
    return found + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Piece]:
    return [piece for piece in (Piece(REMOVED, removed), Piece(ADDED, added)) if piece.text]
