"""`python -m tools.privacy`: what is kept about whom, why, how long and where it leaves, as one table.

Each app says so of its own tables, field by field, in its `privacy.toml`. A row without personal data says
`personal = false`; every other has what it is, whose, why it is held, how long it is kept, and where it
`leaves` the product, if it does. A test fails where a field stands in no row.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.paths import ROOT

OF = ("practitioner", "reporter", "staff", "somebody named")
KEPT = {
    "case": "as long as its case",
    "work": "as long as anything they did is on record: it says who",
    "typing": "until the form is saved or the words are thrown away",
    "session": "until they sign out, or the session ends",
    "ever": "for ever: it can neither be changed nor deleted",
}
LEAVES = {
    "sheet": "the list of cases as a sheet",
    "download": "a document that is opened or saved",
    "letter": "a letter to the practitioner, by e-mail or post",
    "mail": "the words or the addressee of an e-mail",
    "triage report": "the triage report for the group",
    "practitioner's copy": "the triage review as the practitioner gets it, less what is withheld",
    "lessons report": "the lessons review as a PDF",
}
SAID = ("what", "of", "why", "kept")


@dataclass(frozen=True)
class Row:
    """One decision about some fields of a model, such as "cases.Concern"."""

    model: str
    fields: tuple[str, ...]
    what: str = ""
    of: str = ""
    why: str = ""
    kept: str = ""
    leaves: tuple[str, ...] = ()

    @property
    def personal(self) -> bool:
        return bool(self.what)


def rows() -> list[Row]:
    """Return the rows of every app."""
    return [row for path in sorted(ROOT.glob("*/privacy.toml")) for row in read(path)]


def read(path: Path) -> list[Row]:
    """Return the rows of one app. Raises ValueError, naming the model, for one that is not whole."""
    app = path.parent.name
    return [
        _row(model if "." in model else f"{app}.{model}", written)
        for model, found in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for written in found
    ]


def _row(model: str, written: dict[str, Any]) -> Row:
    said = dict(written)
    fields = tuple(said.pop("fields", ()))
    if not fields:
        raise ValueError(f"{model}: a row names no fields.")
    if said == {"personal": False}:
        return Row(model, fields)
    leaves = tuple(said.pop("leaves", ()))
    if set(said) != set(SAID) or not all(said.values()):
        raise ValueError(f"{model}, {fields[0]}: a row says {', '.join(SAID)}, or personal = false.")
    unknown = [each for each in leaves if each not in LEAVES]
    if said["of"] not in OF or said["kept"] not in KEPT or unknown:
        raise ValueError(f"{model}, {fields[0]}: a word that nobody knows.")
    return Row(model, fields, leaves=leaves, **said)


def table() -> list[str]:
    """Return the rows with personal data as a table in Markdown, with what the short words mean."""
    lines = ["| where | fields | what | about | why | kept | leaves in |", "|---|---|---|---|---|---|---|"]
    for row in rows():
        if row.personal:
            fields, leaves = ", ".join(row.fields), ", ".join(row.leaves)
            cells = (row.model, fields, row.what, row.of, row.why, row.kept, leaves)
            lines.append(f"| {' | '.join(cells)} |")
    for heading, words in (("Kept", KEPT), ("Leaves in", LEAVES)):
        lines += ["", f"{heading}:", "", *(f"- {word}: {meaning}" for word, meaning in words.items())]
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join(table()) + "\n")
