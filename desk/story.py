"""Audit events in words: one line each, with who and when."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Person
from audit.kinds import Kind, kind
from audit.models import Event
from cases import events as cases
from documents import events as documents
from ui.dates import day

SIZE = 50
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

# Reading without changing anything, as against what was done.
LOOKS = (cases.LOOKED.code, documents.OPENED.code, documents.PDF_OPENED.code)

# What the timeline can be narrowed to: the first part of an event's code.
CHAPTERS = {
    "case": "The case and contacts",
    "document": "Documents",
    "triage": "Triage",
    "pag": "The group",
    "letters": "Letters",
    "lessons": "Lessons",
    "support": "Support",
}


@dataclass(frozen=True)
class Line:
    """One line of a timeline or an audit page."""

    at: dt.datetime
    title: str
    who: str
    chapter: str
    key: int


def timeline_kinds() -> list[str]:
    """Return the codes of the events that belong on a timeline."""
    return [each.code for each in Kind.declared() if each.on_timeline]


def lines(events: Iterable[Event]) -> list[Line]:
    """Return the wording of each event. Names are read in one query."""
    events = list(events)
    people = {
        person.pk: person.name
        for person in Person.objects.filter(pk__in={event.actor_key for event in events if event.actor_key})
    }
    return [_line(event, people) for event in events]


def _line(event: Event, people: dict[int, str]) -> Line:
    who = people.get(event.actor_key or 0, "Somebody who has left") if event.actor_key else "The system"
    declared = kind(event.kind)
    detail = {key: _in_words(value) for key, value in event.detail.items()}
    title = declared.sentence(actor=who, detail=detail) if declared else f"{who}: {event.kind}"
    # A sentence that names whoever did it need not name them twice.
    who = "" if who in title else who
    return Line(at=event.at, title=title, who=who, chapter=event.kind.partition(".")[0], key=event.pk)


def _in_words(value: object) -> object:
    """Return a date kept in an event as people read it; anything else as it is."""
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return day(dt.date.fromisoformat(value))
    return value
