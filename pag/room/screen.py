"""What the shared screen shows: everybody in the room sees it, so it names no practitioner."""

from dataclasses import dataclass, replace

from accounts.models import Person
from pag.models import Meeting
from pag.room.light import Light
from pag.room.reading import room_of
from pag.room.stamp import stamp_of


@dataclass(frozen=True)
class Screen:
    """The item before the group: its `number`, and where it is open to whoever shows it, its `heading`.

    `heading` is the reference of a case, or the title of another item. `light` names nobody.
    """

    live: bool
    said: str
    number: int = 0
    heading: str = ""
    since: str = ""
    light: Light | None = None

    @property
    def stamp(self) -> str:
        return stamp_of(self)


def screen_of(meeting: Meeting, person: Person) -> Screen:
    """Return what the shared screen shows where `person` shows it."""
    room = room_of(meeting, person)
    item = room.current
    if not room.live:
        if meeting.cancelled_at:
            return Screen(live=False, said="The meeting is cancelled")
        over = meeting.ended_at or not meeting.takes_items
        return Screen(live=False, said="The meeting has ended" if over else "The meeting has not begun")
    if item is None:
        return Screen(live=True, said="Between items")
    if not item.open:
        return Screen(live=True, said=f"Item {item.number} is being considered", number=item.number)
    return Screen(
        live=True,
        said=f"Item {item.number}",
        number=item.number,
        heading=item.title or item.reference,
        since=room.began,
        light=replace(item.light, said=item.light.for_all, why="", without_vote=()) if item.light else None,
    )
