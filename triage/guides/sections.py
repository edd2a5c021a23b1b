"""The sections in which a guide is edited: what each holds of the contents, and putting it back."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from triage.guides.contents import Contents


@dataclass(frozen=True)
class Section:
    """A page of the editor. `parts` are the parts of the contents that are mended there."""

    key: str
    title: str
    hint: str
    parts: tuple[str, ...]


# In the order in which an advisor meets them.
SECTIONS = (
    Section("about", "About this version", "Its name, and where its contents come from", ("name", "source")),
    Section("steps", "Step by step", "How a risk is scored, in a few sentences", ("steps",)),
    Section("likelihoods", "How likely is it?", "The five likelihoods", ("likelihoods",)),
    Section("factors", "What makes it more or less likely", "The factors and their questions", ("factors",)),
    Section("severities", "How grave would it be?", "The five severities in plain words", ("severities",)),
    Section("domains", "Domains", "What each severity looks like in each domain", ("domains", "descriptors")),
    Section("bands", "Score and colour", "Which scores are green, amber and red", ("bands",)),
    Section("not_meaning", "What a score does not mean", "Said beside every score", ("not_meaning",)),
)
BY_KEY = {section.key: section for section in SECTIONS}
# Those made of parts that can be added, ordered and taken out, each with a page of its own.
LISTED = ("factors", "domains")
ONE = {"factors": "factor", "domains": "domain"}


def part_key(listed: str, key: str) -> str:
    """Return the name under which the edits of one domain or factor are counted: "domains/financial"."""
    return f"{listed}/{key}"


def section_of_problem(part: str) -> Section | None:
    """Return the section where a problem in `part` of the contents is mended."""
    return next((section for section in SECTIONS if part in section.parts), None)


def part_called(contents: Contents, listed: str, key: str) -> dict[str, Any] | None:
    """Return one domain, with its texts by severity under "texts", or one factor; None where it is not."""
    row = next((each for each in contents[listed] if each["key"] == key), None)
    if row is None or listed == "factors":
        return row
    texts = {each["severity"]: each["text"] for each in contents["descriptors"] if each["domain"] == key}
    return {**row, "texts": texts}


def with_part(contents: Contents, listed: str, values: dict[str, Any]) -> Contents:
    """Return the contents with one domain or factor as `values` say, in its place or at the end."""
    row = {name: value for name, value in values.items() if name != "texts"}
    rows = [row if each["key"] == row["key"] else each for each in contents[listed]]
    if row not in rows:
        rows.append(row)
    changed = {**contents, listed: rows}
    if "texts" in values:
        others = [each for each in contents["descriptors"] if each["domain"] != row["key"]]
        changed["descriptors"] = others + [
            {"severity": score, "domain": row["key"], "text": text}
            for score, text in values["texts"].items()
            if text
        ]
    return changed


def without_part(contents: Contents, listed: str, key: str) -> Contents:
    """Return the contents without one domain, and what described it, or without one factor."""
    changed = {**contents, listed: [each for each in contents[listed] if each["key"] != key]}
    if listed == "domains":
        changed["descriptors"] = [each for each in contents["descriptors"] if each["domain"] != key]
    return changed


def moved_up(contents: Contents, listed: str, key: str) -> Contents:
    """Return the contents with one domain or factor before the one it stood behind."""
    rows = list(contents[listed])
    place = next((number for number, each in enumerate(rows) if each["key"] == key), 0)
    if place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return {**contents, listed: rows}


def new_key(label: str, taken: set[str]) -> str:
    """Return a key for a new domain or factor, by its label, that none has yet."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30].lstrip("0123456789_") or "part"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key
