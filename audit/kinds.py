"""The kinds of event the product records, and how each is worded for people.

Every app declares its kinds in its own `events.py`; the viewers in `desk` read the wording here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_kinds: dict[str, "Kind"] = {}

GAP = "\0"
# What leads up to a detail goes with it: "on {day}", "to “{end}”", "({kind})", ": {answer}".
GAP_AND_LEAD = re.compile(rf"(?:[:.,]|\b(?:by|from|of|on|to))?\s*[“(]?{GAP}[”)]?")


@dataclass(frozen=True)
class Kind:
    """One kind of audit event.

    `code` is what is stored, such as "case.opened". `says` is the sentence the timeline shows; it may
    name `{actor}` and any key of the event's detail. `labels` turns a detail's code into words, per key.
    `on_timeline` is false for what belongs on the audit page only, such as looking.
    """

    code: str
    says: str
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    on_timeline: bool = True

    def __post_init__(self) -> None:
        if self.code in _kinds:
            raise ValueError(f"Two kinds of event are called {self.code}.")
        _kinds[self.code] = self

    @staticmethod
    def declared() -> "list[Kind]":
        """Return every kind that an app has declared."""
        return list(_kinds.values())

    def sentence(self, *, actor: str, detail: Mapping[str, object]) -> str:
        """Return the wording for one event, with codes turned into words."""
        words = {key: self.labels.get(key, {}).get(str(value), str(value)) for key, value in detail.items()}
        return _without_gaps(self.says.format_map(_Known({"actor": actor, **words})))


class _Known(dict[str, str]):
    """Words by the name of the detail; one that an older version did not record is a gap."""

    def __missing__(self, key: str) -> str:
        return GAP


def _without_gaps(sentence: str) -> str:
    """Return the sentence without the details that are missing, and what leads up to them."""
    if GAP not in sentence:
        return sentence
    told = re.sub(r"\s+", " ", GAP_AND_LEAD.sub("", sentence))
    return re.sub(r"\s*\.[\s.]*$", ".", told)


def kind(code: str) -> Kind | None:
    """Return the declared kind of `code`, or None for one that an older version recorded."""
    return _kinds.get(code)
