"""The shape of a guide's contents: which keys there are, and what each may hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from triage.guides.contents import Contents
from triage.scoring import COLOURS, HIGHEST, HIGHEST_SCORE, LOWEST, LOWEST_SCORE
from ui.words import counted

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What PostgreSQL does not store, and what no text says.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
SHOWN = 40


@dataclass(frozen=True)
class Problem:
    """What is wrong in one part of a guide ("likelihoods"), with its place in words."""

    part: str
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True)
class Words:
    """Text. With `lines` it may have several."""

    longest: int
    needed: bool = True
    lines: bool = False

    def wrong(self, value: Any) -> str:
        """Return what is wrong with `value`, to stand after its name; nothing where it is right."""
        if not isinstance(value, str):
            return f"must be text in quotes, not {_called(value)}"
        if self.needed and not value.strip():
            return "is empty"
        if len(value) > self.longest:
            return f"must be {counted(self.longest, 'character')} or fewer; it has {len(value):,}"
        if UNSTORABLE.search(value):
            return "holds a character that is no letter and cannot be kept"
        if not self.lines and re.search(r"[\r\n]", value.strip()):
            return "must be on one line"
        return ""


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    lowest: int
    highest: int

    def wrong(self, value: Any) -> str:
        span = f"must be a whole number from {self.lowest} to {self.highest}"
        if isinstance(value, str):
            return f"{span}, without quotes; {_called(value)} is text"
        if not isinstance(value, int) or isinstance(value, bool) or not self.lowest <= value <= self.highest:
            return f"{span}, not {_called(value)}"
        return ""


@dataclass(frozen=True)
class Key:
    """A name by which parts are known from version to version."""

    def wrong(self, value: Any) -> str:
        if isinstance(value, str) and KEY.fullmatch(value):
            return ""
        return (
            "must be a short name of small letters, digits and underscores, beginning with a letter, "
            f"not {_called(value)}"
        )


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def wrong(self, value: Any) -> str:
        if value in self.words:
            return ""
        return f"must be {' or '.join(f'“{word}”' for word in self.words)}, not {_called(value)}"


@dataclass(frozen=True)
class Sentences:
    """A list of texts, each on one line."""

    longest: int
    most: int

    def wrong(self, value: Any) -> str:
        if not isinstance(value, list):
            return f"must be a list, not {_called(value)}"
        if not value:
            return "is empty"
        if len(value) > self.most:
            return f"must have {self.most} entries or fewer; it has {len(value):,}"
        each = Words(self.longest)
        wrong = [(_ordinal(n), each.wrong(text)) for n, text in enumerate(value, start=1) if each.wrong(text)]
        return "; ".join(f"{ordinal} entry {sentence}" for ordinal, sentence in wrong)


Kind = Words | Whole | Key | OneOf | Sentences

LEVEL = Whole(LOWEST, HIGHEST)
SCORE = Whole(LOWEST_SCORE, HIGHEST_SCORE)
LABEL, LONG = Words(120), Words(2_000, lines=True)
# A part of the guide is a text, a list of texts, or a list of rows with these keys.
SINGLE: dict[str, Kind] = {
    "name": Words(200),
    "source": LONG,
    "steps": Sentences(longest=1_000, most=20),
    "not_meaning": Sentences(longest=1_000, most=20),
}
ROWS: dict[str, dict[str, Kind]] = {
    "likelihoods": {"score": LEVEL, "label": Words(60), "probability": Words(60), "description": LONG},
    "severities": {"score": LEVEL, "label": Words(60), "plain_meaning": LONG},
    "domains": {"key": Key(), "label": LABEL, "hint": Words(1_000, needed=False, lines=True)},
    "descriptors": {"severity": LEVEL, "domain": Key(), "text": LONG},
    "factors": {
        "key": Key(),
        "label": LABEL,
        "questions": Sentences(longest=500, most=12),
        "reminder": Words(1_000, needed=False, lines=True),
    },
    "bands": {
        "colour": OneOf(COLOURS),
        "label": Words(40),
        "lowest": SCORE,
        "highest": SCORE,
        "meaning": LONG,
    },
}  # fmt: skip
MOST_ROWS = {"likelihoods": 5, "severities": 5, "domains": 12, "descriptors": 60, "factors": 12, "bands": 3}


def shape_problems(contents: Contents) -> list[Problem]:
    """Return everything whose shape is wrong, in the order of the guide."""
    return [*_keys(contents, {*SINGLE, *ROWS}, "", "the file"), *_singles(contents), *_rows(contents)]


def row_place(part: str, number: int) -> str:
    """Return "likelihoods, third row"."""
    return f"{part}, {_ordinal(number)} row"


def shortened(text: str) -> str:
    """Return what somebody wrote as it can stand in a sentence, whatever it holds."""
    clean = UNSTORABLE.sub("?", text)
    return clean if len(clean) <= SHOWN else f"{clean[:SHOWN]}…"


def _singles(contents: Contents) -> Iterator[Problem]:
    for part, kind in SINGLE.items():
        wrong = kind.wrong(contents[part]) if part in contents else ""
        if wrong:
            yield Problem(part, "", f"“{part}” {wrong}")


def _rows(contents: Contents) -> Iterator[Problem]:
    for part, kinds in ROWS.items():
        rows = contents.get(part, [])
        if not isinstance(rows, list):
            yield Problem(part, part, f"must be a list of rows, not {_called(rows)}")
            continue
        if len(rows) > MOST_ROWS[part]:
            yield Problem(part, part, f"must have {MOST_ROWS[part]} rows or fewer; it has {len(rows):,}")
            continue
        for number, row in enumerate(rows, start=1):
            yield from _row(part, row_place(part, number), kinds, row)


def _row(part: str, place: str, kinds: dict[str, Kind], row: Any) -> Iterator[Problem]:
    if not isinstance(row, dict):
        yield Problem(part, place, f"must be a row with its keys, not {_called(row)}")
        return
    yield from _keys(row, set(kinds), part, place)
    for name, kind in kinds.items():
        wrong = kind.wrong(row[name]) if name in row else ""
        if wrong:
            yield Problem(part, place, f"“{name}” {wrong}")


def _keys(found: dict[str, Any], known: set[str], part: str, place: str) -> Iterator[Problem]:
    for name in sorted(known - set(found)):
        yield Problem(part, place, f"“{name}” is missing")
    for name in sorted(set(found) - known):
        yield Problem(part, place, f"“{shortened(name)}” is not known here; take it out or correct its name")


def _ordinal(number: int) -> str:
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


def _called(value: Any) -> str:
    """Return a wrong value as it stands in a sentence."""
    match value:
        case None:
            return "nothing (null)"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return shortened(str(value))
        case str():
            return f"“{shortened(value)}”" if value.strip() else "an empty text"
        case list():
            return "a list"
        case _:
            return "a group of keys"
