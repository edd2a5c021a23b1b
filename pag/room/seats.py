"""The members of a meeting as the room shows them: here, gone, expected; and since when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pag.models import Apology, Attendance, GroupMember, Meeting
from ui.dates import clock


@dataclass(frozen=True)
class Seat:
    """One member. `state` is "here", "left", "apologies" or "expected"; `said` words it.

    `can_undo` says that something is recorded that can be taken back; `member` is False for somebody who
    was here and does not belong to the group any more.
    """

    pk: int
    person: int
    name: str
    what: str
    state: str
    said: str
    times: str
    can_undo: bool
    member: bool = True

    @property
    def here(self) -> bool:
        return self.state == "here"

    @property
    def press_id(self) -> str:
        return f"seat-{self.pk}"

    @property
    def sorry_id(self) -> str:
        return f"sorry-{self.pk}"

    @property
    def away(self) -> str:
        """Why they are not in the room, as the end of a sentence about them; empty where they are."""
        return {
            "here": "",
            "left": self.said[:1].lower() + self.said[1:],
            "apologies": "sent apologies",
            "expected": "has not arrived",
        }[self.state]


def seats_of(meeting: Meeting, members: Sequence[GroupMember]) -> list[Seat]:
    """Return the members with where each is now, and those who were here and belong no more; two queries.

    Of a meeting that has ended it is said in the past.
    """
    rows: dict[int, list[Attendance]] = defaultdict(list)
    gone: dict[int, GroupMember] = {}
    known = {member.person_id for member in members}
    for row in Attendance.objects.filter(meeting=meeting).select_related("member__person"):
        rows[row.member.person_id].append(row)
        if row.member.person_id not in known:
            gone[row.member.person_id] = row.member
    sorry = set(Apology.objects.filter(meeting=meeting).values_list("member__person", flat=True))
    over = meeting.ended_at is not None
    return [
        *(_seat(each, rows[each.person_id], sorry=each.person_id in sorry, over=over) for each in members),
        *(
            _seat(each, rows[each.person_id], sorry=False, over=over, member_now=False)
            for each in gone.values()
        ),
    ]


def _seat(
    member: GroupMember, rows: list[Attendance], *, sorry: bool, over: bool, member_now: bool = True
) -> Seat:
    last = rows[-1] if rows else None
    if last and last.left_at is None:
        since = clock(last.arrived_at)
        state, said = "here", f"Was here from {since} to the end" if over else f"Here since {since}"
    elif last and last.left_at:
        state, said = "left", f"Left at {clock(last.left_at)}"
    elif sorry:
        state, said = "apologies", "Sent apologies"
    else:
        state, said = "expected", "Was not noted" if over else "Not here yet"
    if not member_now and state == "here":
        state, said = "left", "Does not belong to the group any more"
    spans = [f"{clock(row.arrived_at)} to {clock(row.left_at)}" for row in rows if row.left_at]
    return Seat(
        pk=member.pk,
        person=member.person_id,
        name=member.person.name,
        what=member.in_words + ("" if member.voting else ", no vote"),
        state=state,
        said=said,
        times=f"Here from {', '.join(spans)}" if spans else "",
        can_undo=bool(last) or sorry,
        member=member_now,
    )
