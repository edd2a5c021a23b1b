"""Whether a guide is whole: everything there once, every score with a colour, all of it printable."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.font import missing_letters
from triage import scoring
from triage.guides.contents import Contents
from triage.guides.shape import ROWS, SINGLE, Problem, row_place, shape_problems
from ui.bands import BANDS

# What has to be there once: the part, the key in its rows, and what a second one is called.
ONCE = (
    ("likelihoods", "score"),
    ("likelihoods", "label"),
    ("severities", "score"),
    ("severities", "label"),
    ("domains", "key"),
    ("domains", "label"),
    ("factors", "key"),
    ("factors", "label"),
    ("bands", "colour"),
)
LEVELS = range(scoring.LOWEST, scoring.HIGHEST + 1)


@dataclass
class _Band:
    colour: str
    lowest: int
    highest: int


def problems_of(contents: Contents) -> list[Problem]:
    """Return everything that keeps the guide from being used, all at once.

    A part whose shape is wrong is not looked at further: what is wrong with it is said once.
    """
    misshapen = shape_problems(contents)
    sound = set(contents) - {problem.part for problem in misshapen}
    return [
        *misshapen,
        *_doubles(contents, sound),
        *_levels(contents, sound),
        *_lists(contents, sound),
        *_descriptors(contents, sound),
        *_bands(contents, sound),
        *_letters(contents, sound),
    ]


def _doubles(contents: Contents, sound: set[str]) -> Iterator[Problem]:
    for part, key in ONCE:
        first: dict[Any, int] = {}
        for number, row in enumerate(contents[part] if part in sound else [], start=1):
            value = row[key].strip().casefold() if isinstance(row[key], str) else row[key]
            if value in first:
                again = str(row[key]).strip()
                sentence = f"“{key}” is {again} again, as in the {_row_only(part, first[value])}"
                yield Problem(part, row_place(part, number), sentence)
            first.setdefault(value, number)


def _levels(contents: Contents, sound: set[str]) -> Iterator[Problem]:
    for part, one in (("likelihoods", "likelihood"), ("severities", "severity")):
        if part not in sound:
            continue
        there = {row["score"] for row in contents[part]}
        missing = [str(level) for level in LEVELS if level not in there]
        if missing:
            yield Problem(
                part,
                "",
                f"The guide needs a {one} for each number from 1 to 5. Missing: {', '.join(missing)}.",
            )


def _lists(contents: Contents, sound: set[str]) -> Iterator[Problem]:
    for part, one in (("domains", "domain"), ("factors", "factor")):
        if part in sound and not contents[part]:
            yield Problem(part, "", f"The guide needs at least one {one}.")


def _descriptors(contents: Contents, sound: set[str]) -> Iterator[Problem]:
    if not sound >= {"descriptors", "domains", "severities"}:
        return
    domains = {row["key"]: row["label"] for row in contents["domains"]}
    severities = {row["score"]: row["label"] for row in contents["severities"]}
    there: set[tuple[str, int]] = set()
    for number, row in enumerate(contents["descriptors"], start=1):
        place, pair = row_place("descriptors", number), (row["domain"], row["severity"])
        if row["domain"] not in domains:
            yield Problem("descriptors", place, f"there is no domain “{row['domain']}”")
        if row["severity"] not in severities:
            yield Problem("descriptors", place, f"there is no severity {row['severity']}")
        if pair in there:
            yield Problem("descriptors", place, f"severity {pair[1]} in “{pair[0]}” is described already")
        there.add(pair)
    for key, label in domains.items():
        for score, word in severities.items():
            if (key, score) not in there:
                yield Problem("domains", "", f"“{label}” has no description of “{word}”.")


def _bands(contents: Contents, sound: set[str]) -> Iterator[Problem]:
    if "bands" not in sound:
        return
    rows = contents["bands"]
    for colour in scoring.COLOURS:
        if colour not in {row["colour"] for row in rows}:
            yield Problem("bands", "", f"The guide needs a band for {BANDS[colour][0]}.")
    bands = [_Band(row["colour"], row["lowest"], row["highest"]) for row in rows]
    for sentence in scoring.band_problems(bands):
        yield Problem("bands", "bands", sentence)


def _letters(contents: Contents, sound: set[str]) -> Iterator[Problem]:
    for part in (*SINGLE, *ROWS):
        missing = missing_letters("".join(_texts(contents[part]))) if part in sound else []
        if missing:
            shown = ", ".join(f"“{letter}”" for letter in missing[:10])
            yield Problem(part, part, f"the leaflet cannot be printed with {shown}. Write it another way.")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _row_only(part: str, number: int) -> str:
    return row_place(part, number).removeprefix(f"{part}, ")
