"""What the page of a meeting shows beside its cases: a fixed number of queries whatever there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Person
from pag.access import Standing
from pag.agenda.arising import Arising, arising
from pag.agenda.ratifying import Step, ToRatify, steps_to_ratify, to_ratify
from pag.agenda.since import Since, since_last
from pag.models import Meeting, OtherItem
from pag.readiness import Prepared
from ui.words import counted


@dataclass(frozen=True)
class Place:
    """Where something stands in an order of `last`, and by which button it was just put there, if it was.

    `up` and `down` are the places next to it, 0 where there is none.
    """

    place: int
    last: int
    moved: str = ""

    @property
    def up(self) -> int:
        return self.place - 1

    @property
    def down(self) -> int:
        return self.place + 1 if self.place < self.last else 0

    @property
    def focus(self) -> str:
        """The button at which the keyboard stays: the one pressed, or the other at an end of the order."""
        if not self.moved:
            return ""
        if self.moved == "up":
            return "up" if self.up else "down"
        return "down" if self.down else "up"


@dataclass(frozen=True)
class Beside:
    """What the agenda shows with a case beside what is ready: its place, and what happened since."""

    place: Place
    since: Since | None


@dataclass(frozen=True)
class Agenda:
    """The rest of an agenda as one person sees it. `may_order` says that they may change the order now."""

    beside: dict[int, Beside]
    ratify: list[ToRatify]
    steps: list[Step]
    arising: list[Arising]
    others: list[tuple[OtherItem, Place]]
    may_arrange: bool
    may_order: bool

    @property
    def steps_in_words(self) -> str:
        return counted(len(self.steps), "step")


def undeclared_cases(
    prepared: Sequence[Prepared], ratify: Sequence[ToRatify] = (), *, is_member: bool
) -> set[int]:
    """Return the keys of the cases on this agenda that a member has not declared to have no conflict with."""
    if not is_member:
        return set()
    theirs = [each.item.case_id for each in prepared if not each.open]
    return {*theirs, *(each.item.case_id for each in ratify if not each.open)}


def agenda_of(
    meeting: Meeting,
    prepared: Sequence[Prepared],
    person: Person,
    standing: Standing,
    *,
    moved: str = "",
    way: str = "",
) -> Agenda:
    """Return what stands on the agenda beside the cases, as far as it is open to `person`."""
    is_member = standing.member is not None
    ratify = to_ratify(meeting, person, standing.member)
    closed = undeclared_cases(prepared, ratify, is_member=is_member)
    items = [each.item for each in prepared]
    open_items = [each.item for each in prepared if each.open]
    facts = since_last(meeting, [item.case for item in open_items], person)
    since = {item.pk: facts[item.case_id] for item in open_items if item.case_id in facts}
    # Those that are closed to them have a place too.
    keys = list(meeting.items.live().order_by("position").values_list("pk", flat=True))
    others = list(meeting.other_items.numbered())
    places = _places("item", keys, moved, way)
    other_places = _places("other", [other.pk for other in others], moved, way)
    arranges = standing.runs or standing.presides
    return Agenda(
        beside={key: Beside(place, since.get(key)) for key, place in places.items()},
        ratify=ratify,
        steps=steps_to_ratify(meeting, items, person, undeclared=closed),
        arising=arising(meeting, person, undeclared=closed),
        others=[(other, other_places[other.pk]) for other in others],
        may_arrange=arranges,
        may_order=arranges and meeting.takes_items,
    )


def _places(kind: str, keys: Sequence[int], moved: str, way: str) -> dict[int, Place]:
    return {
        key: Place(number, len(keys), way if moved == f"{kind}-{key}" else "")
        for number, key in enumerate(keys, start=1)
    }
