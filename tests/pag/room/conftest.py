"""A meeting in progress: chair, deputy, a peer, a clinical member and a lay member, who all declared."""

from dataclasses import dataclass

import pytest

from accounts.models import Person
from cases.models import Case
from pag import actions
from pag.models import AgendaItem, GroupMember, Meeting
from pag.room import actions as room
from pag.room.light import Light
from pag.room.reading import ItemInRoom, Room, room_of
from tests.kept import kept
from tests.pag.wording import WHY


@dataclass
class Sitting:
    """The people of a meeting by name, and its two items."""

    meeting: Meeting
    item: AgendaItem
    second: AgendaItem
    people: dict[str, Person]

    def seat(self, name: str) -> GroupMember:
        seats = GroupMember.objects.select_related("person")
        return seats.get(group=self.meeting.group, person=self.people[name])

    def come(self, *names: str) -> None:
        for name in names:
            room.arrive(meeting=self.meeting, member=self.seat(name), by=self.people["chair"])

    def go(self, name: str) -> None:
        room.leave(meeting=self.meeting, member=self.seat(name), by=self.people["chair"])

    def seen_by(self, name: str) -> Room:
        return room_of(
            Meeting.objects.select_related("group__organisation").get(pk=self.meeting.pk), self.people[name]
        )

    def shown(self, name: str = "chair", number: int = 1) -> ItemInRoom:
        return self.seen_by(name).items[number - 1]

    def light(self, name: str = "chair") -> Light:
        light = self.shown(name).light
        assert light
        return light

    def take_up(self, item: AgendaItem | None, *, by: str = "chair") -> None:
        turn = self.seen_by("chair").turn
        room.take_up(meeting=self.meeting, entry=item, turn=turn, by=self.people[by])


@kept
def sitting(
    meeting: Meeting,
    item: AgendaItem,
    case: Case,
    manager: Person,
    chair: Person,
    deputy: Person,
    member: Person,
    join: object,
) -> Sitting:
    from tests.factories import make_case

    people = {"manager": manager, "chair": chair, "deputy": deputy, "member": member}
    people["peer"] = join("peer", "Peerson", discipline=case.practitioner.discipline)
    people["lay"] = join("lay", "Hale")
    from pag.actions import keep_access_right

    keep_access_right(group=meeting.group)
    second = actions.put_on_agenda(
        case=make_case(by=manager), meeting=meeting, without_triage=WHY, by=manager
    )
    for name in ("chair", "deputy", "member", "peer", "lay"):
        for each in (item, second):
            actions.declare(item=each, answer="none", by=people[name])
    return Sitting(meeting, item, second, people)


@pytest.fixture
def present(sitting: Sitting) -> Sitting:
    """Everybody but the deputy is here."""
    sitting.come("chair", "member", "peer", "lay")
    return sitting
