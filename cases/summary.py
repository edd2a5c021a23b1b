"""What the head of a case and the list show, computed from the facts: each app says how its part is.

The action that changes a fact and the command that rebuilds ask the same functions (`actions.summarise`),
so that there is one computation of each field.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from cases.models import Case


class First(IntEnum):
    """Which step is shown where several wait: the first of these."""

    CLOSED = 0
    ENDED = 1
    TELL = 2
    MEET = 3
    NEXT_UPDATE = 4
    DECIDED = 5
    DECLARE = 6
    TRIAGE = 7
    CAME_BACK = 8
    TRIAGED = 9
    WRITTEN = 10
    BEGIN = 11


@dataclass(frozen=True)
class Step:
    """What comes next, in words, and by when. Without words nothing is waiting."""

    words: str = ""
    due: dt.date | None = None


# As many letters as the summary holds of a step.
LONGEST = 150

Part = Callable[[Case], dict[str, Any]]
Told = Callable[[Case], Iterable[dt.date]]
NextStep = Callable[[Case], Step | None]

_parts: list[Part] = []
_told: list[Told] = []
_steps: dict[First, NextStep] = {}


def register_part(part: Part) -> None:
    """Take fields of the summary from `part`. Apps call this when they start."""
    _parts.append(part)


def register_told(told: Told) -> None:
    """Take the days on which the practitioner was told from `told`; the last counts."""
    _told.append(told)


def register_step(place: First, step: NextStep) -> None:
    """Ask `step` for what comes next, at its place among the others; it answers None where nothing waits."""
    if place in _steps:
        raise ValueError(f"Two steps stand at {place.name}.")
    _steps[place] = step


def computed(case: Case) -> dict[str, Any]:
    """Return every field of the summary of `case`, from the facts as they are in the database."""
    fields: dict[str, Any] = {}
    for part in _parts:
        fields |= part(case)
    step = _next_step(case)
    return fields | {
        "last_told_on": max((day for told in _told for day in told(case)), default=None),
        "next_step": step.words[:LONGEST],
        "next_due": step.due,
    }


def _next_step(case: Case) -> Step:
    for place in sorted(_steps):
        step = _steps[place](case)
        if step is not None:
            return step
    return Step()
