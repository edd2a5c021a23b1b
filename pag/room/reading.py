"""The room as one person sees it: who is there, what is before the group, and each item's light.

Everything here is plain values, so that a stamp over them tells whether a screen still shows what is so. A
fixed number of queries, however many items and members there are.
"""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Person
from accounts.permissions import Permission, has
from pag.access import Standing, by_part, closed_items, items_of, standing_of
from pag.models import AgendaItem, Decision, GroupMember, Handover, ItemDeclaration, Meeting, Turn
from pag.room.light import Light, light_of
from pag.room.policies import is_live, takes_notes
from pag.room.seats import Seat, seats_of
from pag.room.stamp import stamp_of
from pag.room.writing import draft_key, drafts_of_others
from pag.sitting import Sitting, sittings_of
from ui.dates import clock


@dataclass(frozen=True)
class ItemInRoom:
    """An item as the room shows it. `open` says that its content is open to whoever looks.

    Of an item from which they stand aside there is the `number` alone. One that is no case has a `title`.
    """

    number: int
    pk: int = 0
    title: str = ""
    reference: str = ""
    name: str = ""
    state: str = ""
    tag: str = ""
    waits: bool = False
    done: bool = False
    current: bool = False
    open: bool = False
    aside: bool = False
    standing_aside: int = 0
    who_aside: tuple[str, ...] = ()
    light: Light | None = None
    may_record: bool = False
    may_step_back: bool = False
    writing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What its button sends."""
        return f"other-{self.pk}" if self.title else f"item-{self.pk}"

    @property
    def about(self) -> str:
        return f"(item {self.number})"

    @property
    def next_words(self) -> str:
        return f"Next: item {self.number}"


@dataclass(frozen=True)
class Chair:
    """Who presides now, since when, and to whom of those who may they can hand over."""

    name: str = ""
    what: str = ""
    person: int = 0
    since: str = ""
    others: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Room:
    """The room of a meeting. `live` says that other screens follow; `turn` is the key of the current turn.

    `last` is the number of the item that was before the group last.
    """

    state: str
    live: bool
    chair: Chair
    seats: tuple[Seat, ...]
    items: tuple[ItemInRoom, ...]
    turn: int
    last: int
    began: str
    may_note: bool
    may_move_on: bool
    said: str = ""

    @property
    def current(self) -> ItemInRoom | None:
        return next((item for item in self.items if item.current), None)

    @property
    def next(self) -> ItemInRoom | None:
        """What comes next on the agenda, and is still to be considered; at its end, what was left out."""
        later = [item for item in self.items if item.number > self.last and not item.done]
        before = [item for item in self.items if item.number < self.last and not (item.done or item.aside)]
        return next(iter([*later, *before]), None)

    @property
    def belonging(self) -> int:
        return sum(seat.member for seat in self.seats)

    @property
    def here(self) -> int:
        return sum(seat.here for seat in self.seats)

    @property
    def stamp(self) -> str:
        return stamp_of(self)


def room_of(meeting: Meeting, person: Person, *, said: str = "") -> Room:
    """Return the room of the meeting as `person` sees it; `said` is a sentence to show them at its top."""
    standing = standing_of(person, meeting.group)
    members = by_part(meeting.group.members.current(on=meeting.day).select_related("person"))
    seats = seats_of(meeting, members)
    last = Turn.objects.filter(meeting=meeting).select_related("item", "other").last()
    turn = last if last and last.is_current else None
    chair = chair_of(meeting, members, seats)
    runs = standing.runs or standing.presides
    return Room(
        state=meeting.state_in_words,
        live=is_live(meeting),
        chair=chair,
        seats=tuple(seats),
        items=tuple(_items(meeting, person, standing, members, seats, turn)),
        turn=turn.pk if turn else 0,
        last=last.number if last else 0,
        began=clock(turn.began_at) if turn else "",
        may_note=runs and takes_notes(meeting),
        may_move_on=(runs and is_live(meeting))
        and (standing.runs or not chair.since or chair.person == person.pk),
        said=said,
    )


def chair_of(meeting: Meeting, members: list[GroupMember], seats: list[Seat]) -> Chair:
    """Return who presides: who took over last, else the chair, or the deputy where only they came."""
    presiding = [member for member in members if member.presides]
    last = Handover.objects.filter(meeting=meeting).select_related("member").last()
    who = next((each for each in presiding if last and each.person_id == last.member.person_id), None)
    here = {seat.person for seat in seats if seat.here}
    if who is None:
        who = next((each for each in presiding if each.person_id in here), None)
        who, last = who or next(iter(presiding), None), None
    others = tuple((each.pk, each.person.name) for each in presiding if each is not who)
    if who is None:
        return Chair(others=others)
    since = clock(last.since) if last else ""
    return Chair(who.person.name, who.get_kind_display().lower(), who.person_id, since, others)


def _items(
    meeting: Meeting,
    person: Person,
    standing: Standing,
    members: list[GroupMember],
    seats: list[Seat],
    turn: Turn | None,
) -> list[ItemInRoom]:
    items = items_of(person, meeting)
    sittings = sittings_of(meeting, items, members=members)
    by_person = {seat.person: seat for seat in seats}
    said = dict(ItemDeclaration.objects.filter(item__in=items, person=person).values_list("item", "answer"))
    writing: dict[str, list[str]] = defaultdict(list)
    records = standing.presides or has(person, Permission.DECISION_RECORD, within=meeting.group.organisation)
    if records:
        for draft in drafts_of_others(items, meeting, person):
            writing[draft.form].append(draft.person.name)
    at = turn.number if turn else None
    shown = {}
    for item in items:
        is_open = standing.member is None or said.get(item.pk) == ItemDeclaration.Answer.NONE
        shown[item.position] = _item(
            item,
            sittings[item.pk],
            by_person,
            current=item.position == at,
            is_open=is_open,
            seated=standing.member is not None,
            names=standing.sees_declarations,
            records=records and is_open,
            writing=tuple(writing[draft_key(item)]),
        )
    # An item from which they stand aside keeps its number, and says nothing else.
    for number in set(closed_items(person, meeting).values()) - set(shown) if standing.member else ():
        shown[number] = ItemInRoom(number, aside=True, current=number == at)
    for other in meeting.other_items.numbered():
        shown[other.number] = ItemInRoom(
            other.number,
            other.pk,
            other.title,
            state="Noted." if other.outcome else "",
            done=bool(other.outcome),
            current=other.number == at,
            open=True,
        )
    return [shown[number] for number in sorted(shown)]


def _item(
    item: AgendaItem,
    sitting: Sitting,
    seats: dict[int, Seat],
    *,
    current: bool,
    is_open: bool,
    seated: bool,
    names: bool,
    records: bool,
    writing: tuple[str, ...],
) -> ItemInRoom:
    case = item.case
    if not is_open:
        return ItemInRoom(item.position, item.pk, "", case.reference, case.practitioner.name, current=current)
    decision: Decision | None = getattr(item, "decision", None)
    return ItemInRoom(
        item.position,
        item.pk,
        "",
        case.reference,
        case.practitioner.name,
        state="; ".join(decision.kinds_in_words) if decision else item.get_state_display(),
        tag=item.get_state_display(),
        waits=item.waits,
        done=not item.waits,
        current=current,
        open=True,
        standing_aside=len(sitting.aside),
        who_aside=tuple(member.person.name for member in sitting.aside) if names else (),
        light=light_of(sitting, seats, names=names) if item.waits else None,
        may_record=records and item.waits and item.meeting.has_come and not case.ended,
        may_step_back=seated,
        writing=writing,
    )
