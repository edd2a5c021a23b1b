"""Audit events in words: one line each, with who and when. Equal ones of one moment share a line."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from accounts.models import Person
from audit.kinds import Kind, kind
from audit.models import Event
from cases import events as cases
from documents import events as documents
from pag.minutes import events as minutes
from pag.packs import events as packs
from ui.dates import day

SIZE = 50
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

# Reading without changing anything, as against what was done.
LOOKS = tuple(
    each.code for each in (cases.LOOKED, documents.OPENED, documents.PDF_OPENED, packs.OPENED, minutes.OPENED)
)

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


# Events about one person each: those of one moment are told together, by kind and effect.
ABOUT_PEOPLE = {
    (cases.ACCESS_WRITTEN.code, "read"): "The case was opened to {people}.",
    (cases.ACCESS_WRITTEN.code, "declare"): "{people} asked to declare before the case opens to them.",
    (cases.ACCESS_WRITTEN.code, "first"): "{people} asked to declare before taking a part in the case.",
    (cases.ACCESS_WRITTEN.code, "alone"): "{people} asked to score the case on their own.",
    (cases.ACCESS_WRITTEN.code, "deny"): "The case was closed to {people}.",
    (cases.ACCESS_ENDED.code, ""): "What opened the case to {people}, or asked them to declare, has ended.",
    (cases.SEALED.code, ""): "A topic of the case was closed to {people}.",
}
ONE_MOMENT = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Line:
    """One line of a timeline or an audit page.

    `people` are those it is about, where they are several; `href` leads to what it tells of.
    """

    at: dt.datetime
    title: str
    who: str
    chapter: str
    key: int
    people: tuple[str, ...] = ()
    href: str = ""


def timeline_kinds() -> list[str]:
    """Return the codes of the events that belong on a timeline."""
    return [each.code for each in Kind.declared() if each.on_timeline]


def lines(events: Iterable[Event], ways: Mapping[tuple[str, int], str] | None = None) -> list[Line]:
    """Return the wording of the events, in their order. Names are read in one query.

    `ways` are the addresses of what they are about, by what that is and its key.
    """
    events = list(events)
    named = [key for event in events for key in (event.actor_key, event.detail.get("person"))]
    keys = {key for key in named if key is not None}
    people = {person.pk: person.name for person in Person.objects.filter(pk__in=keys)}
    return [_line(together, people, ways or {}) for together in _of_one_moment(events)]


def _of_one_moment(events: list[Event]) -> list[list[Event]]:
    """Return the events in groups: consecutive ones that say the same of several people at one moment."""
    groups: list[list[Event]] = []
    for same, run in groupby(events, key=_said):
        for event in run:
            last = groups[-1][-1] if groups else None
            if same and last and _said(last) == same and abs(last.at - event.at) <= ONE_MOMENT:
                groups[-1].append(event)
            else:
                groups.append([event])
    return groups


def _said(event: Event) -> tuple[object, ...] | None:
    """Return what makes events about people equal; None for an event that stands alone."""
    about = (event.kind, event.detail.get("effect", ""))
    if about not in ABOUT_PEOPLE or "person" not in event.detail:
        return None
    return (*about, event.actor_key, event.system, event.request_id, event.topic)


def _line(together: list[Event], people: dict[int, str], ways: Mapping[tuple[str, int], str]) -> Line:
    event = together[0]
    who = _name(event.actor_key, people) if event.actor_key else "The system"
    about: tuple[str, ...] = ()
    if _said(event):
        about = tuple(sorted(_name(key, people) for key in {each.detail["person"] for each in together}))
        title = _about_people(event, about)
    else:
        title = _alone(event, who)
    return Line(
        at=event.at,
        title=title,
        # A sentence that names whoever did it need not name them twice.
        who="" if who in title else who,
        chapter=event.kind.partition(".")[0],
        # Older pages go on after the last event of the line.
        key=together[-1].pk,
        people=about if len(about) > 1 else (),
        href=ways.get((event.subject, event.subject_key or 0), ""),
    )


def _alone(event: Event, who: str) -> str:
    declared = kind(event.kind)
    if declared is None:
        return f"{who}: {event.kind}"
    return declared.sentence(actor=who, detail={key: _in_words(value) for key, value in event.detail.items()})


def _about_people(event: Event, names: tuple[str, ...]) -> str:
    says = ABOUT_PEOPLE[event.kind, event.detail.get("effect", "")]
    people = names[0] if len(names) == 1 else f"{len(names)} people"
    if says.startswith("{people}"):
        people += " was" if len(names) == 1 else " were"
    return says.format(people=people)


def _name(key: int | None, people: dict[int, str]) -> str:
    return people.get(key or 0, "Somebody who has left")


def _in_words(value: object) -> object:
    """Return a date kept in an event as people read it; anything else as it is."""
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return day(dt.date.fromisoformat(value))
    return value
