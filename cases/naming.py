"""Names where they stand in words that others read: of who raised a concern, and of anybody else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from cases.models.practitioner import plain

# A word of four letters or more with a capital: a name, more often than not.
NAME = re.compile(r"\b[^\W\d_][\w'’-]{3,}")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "nurse", "sister"]
)
SHORTEST = 4


def named_in(text: str, details: Iterable[str], *, but: str = "") -> list[str]:
    """Return the names in `details` that also stand in `text`, sorted; those in `but` do not count."""
    names = {name for detail in details for name in NAME.findall(detail) if name[0].isupper()}
    names -= set(but.split())
    return sorted(name for name in names if re.search(rf"\b{re.escape(name)}\b", text))


@dataclass(frozen=True)
class Said:
    """Where somebody's name, or their case's reference, stands in a text.

    `how` is "whole" (first and last name, or the reference), "titled" (a title or an initial, and the last
    name) or "alone" (the last name by itself, with a capital: it may be something else).
    """

    start: int
    end: int
    words: str
    how: str


class HasName(Protocol):
    """A person or a practitioner."""

    first_name: str
    last_name: str


def said_of(text: str, somebody: HasName, *, reference: str = "") -> list[Said]:
    """Return where `text` names somebody, accents and capitals aside; the last name alone is found too."""
    words = [(folded(found[0]), found.start(), found.end()) for found in WORD.finditer(text)]
    first, last = (
        [folded(each) for each in WORD.findall(name)] for name in (somebody.first_name, somebody.last_name)
    )
    said = [
        Said(found.start(), found.end(), found[0], "whole")
        for found in (re.finditer(rf"\b{re.escape(reference)}\b", text, re.IGNORECASE) if reference else ())
    ]
    for place in range(len(words) - len(last) + 1) if last else ():
        if [word for word, _start, _end in words[place : place + len(last)]] != last:
            continue
        begins, how = place, "alone"
        if _follows(text, words, begins) and words[begins - 1][0] in {*first, *(each[:1] for each in first)}:
            how = "whole" if words[begins - 1][0] in first else "titled"
            begins -= 1
        if _follows(text, words, begins) and words[begins - 1][0] in TITLES:
            how = "titled" if how == "alone" else how
            begins -= 1
        start, end = words[begins][1], words[place + len(last) - 1][2]
        if how != "alone" or (text[start].isupper() and end - start >= SHORTEST):
            said.append(Said(start, end, text[start:end], how))
    return said


def _follows(text: str, words: list[tuple[str, int, int]], place: int) -> bool:
    """Tell whether nothing but blanks and full stops stands between a word and one before it."""
    return place > 0 and not text[words[place - 1][2] : words[place][1]].strip(" .\n\t")


def folded(word: str) -> str:
    """Return a word as names are compared: no accents, no apostrophes, small, without a genitive's s."""
    return re.sub(r"['’]s?$|['’]", "", plain(word))
