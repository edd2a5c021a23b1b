"""What the head of a case and the list show, computed from the facts: each app says how its part is.

The action that changes a fact and the command that rebuilds ask the same functions (`actions.summarise`),
so that there is one computation of each field.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.models import Case


class First(IntEnum):
    """Which step is shown where several wait: the first of these."""

    CLOSED = 0
    ENDED = 1
    TELL = 2
    FINAL = 3
    MEET = 4
    AGENDA = 5
    CLOSE = 6
    NEXT_UPDATE = 7
    DECIDED = 8
    DECLARE = 9
    TRIAGE = 10
    CAME_BACK = 11
    TRIAGED = 12
    WRITTEN = 13
    BEGIN = 14


@dataclass(frozen=True)
class Step:
    """What comes next, in words, and by when. Without words nothing is waiting."""

    words: str = ""
    due: dt.date | None = None


@dataclass(frozen=True)
class Lead:
    """Where a step is done, and who may do it: for them its words are a link."""

    url: Callable[[Case], str]
    may: Callable[[Person, Case], bool]


def lead_to(url_name: str, permission: Permission) -> Lead:
    """Lead those with `permission` to the page `url_name`, which takes the reference."""
    return Lead(
        lambda case: reverse(url_name, args=[case.reference]),
        lambda person, case: has(person, permission, within=case.organisation),
    )


# As many letters as the summary holds of a step.
LONGEST = 150

Part = Callable[[Case], dict[str, Any]]
Told = Callable[[Case], Iterable[dt.date]]
NextStep = Callable[[Case], Step | None]

_parts: list[Part] = []
_told: list[Told] = []
_steps: dict[First, NextStep] = {}
_leads: dict[str, Lead] = {}


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


def register_lead(place: First, lead: Lead) -> None:
    """Say where the step at `place` is done: the app that has the page does, when it starts."""
    if _key(place) in _leads:
        raise ValueError(f"Two leads stand at {place.name}.")
    _leads[_key(place)] = lead


def way_to_next(person: Person, case: Case) -> str:
    """Return where `person` does what comes next in `case`; empty where it is somebody else's to do."""
    lead = _leads.get(case.summary.next_place)
    return lead.url(case) if lead and lead.may(person, case) else ""


def computed(case: Case) -> dict[str, Any]:
    """Return every field of the summary of `case`, from the facts as they are in the database."""
    fields: dict[str, Any] = {}
    for part in _parts:
        fields |= part(case)
    place, step = _next_step(case)
    return fields | {
        "last_told_on": max((day for told in _told for day in told(case)), default=None),
        "next_step": step.words[:LONGEST],
        "next_place": place,
        "next_due": step.due,
    }


def begun(case: Case) -> dict[str, Any]:
    """Return what `computed` finds for a case that has just been opened: nothing hangs on it yet."""
    step = _steps[First.BEGIN](case)
    assert step is not None, "A new case waits for its beginning."
    return {"next_step": step.words, "next_place": _key(First.BEGIN), "next_due": step.due}


def _next_step(case: Case) -> tuple[str, Step]:
    for place in sorted(_steps):
        step = _steps[place](case)
        if step is not None:
            return _key(place), step
    return "", Step()


def _key(place: First) -> str:
    """Return what the summary keeps of a place: its name stays, whatever comes to stand before it."""
    return place.name.lower()
