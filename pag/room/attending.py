"""Who was in the room for an item, by the attendance: what the record of a decision proposes."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from pag.models import AgendaItem, Attendance, GroupMember, Turn
from pag.sitting import Sitting
from ui.dates import clock
from ui.words import listed


@dataclass(frozen=True)
class Proposal:
    """The members to tick, and how they were found, in words; empty where nobody noted who attended."""

    members: Collection[GroupMember] = ()
    words: str = ""


def not_ticked(item: AgendaItem, sitting: Sitting, ticked: Collection[GroupMember]) -> str:
    """Return who was in the room for the item by the attendance and is not `ticked`, in a sentence."""
    keys = {member.pk for member in ticked}
    missing = [member for member in proposed(item, sitting).members if member.pk not in keys]
    if not missing:
        return ""
    names = listed(member.person.name for member in missing)
    over = item.meeting.ended_at or Turn.objects.filter(item=item, ended_at__isnull=False).exists()
    one = len(missing) == 1
    there = ("was" if one else "were") if over else ("is" if one else "are")
    return f"{names} {there} here for it and not ticked as having taken part."


def proposed(item: AgendaItem, sitting: Sitting) -> Proposal:
    """Return who of those able to take part was in the room when the group came to its decision.

    That is at the end of the item's last turn; now, while it is before the group. Where no turn was noted
    it is the end of the meeting, or now.
    """
    rows = list(Attendance.objects.filter(meeting=item.meeting_id).select_related("member__person"))
    if not rows:
        return Proposal()
    turn = Turn.objects.filter(item=item).last()
    moment = (turn.ended_at if turn else item.meeting.ended_at) or timezone.now()
    there = {row.member.person_id for row in rows if row.covers(moment)}
    left = [
        f"{row.member.person.name} left at {clock(row.left_at)}, during this item."
        for row in rows
        if turn and row.left_at and turn.began_at <= row.left_at <= moment
        if row.member.person_id not in there
    ]
    members = [member for member in sitting.able if member.person_id in there]
    words = (
        f"Ticked are those who were in the room for it at {clock(moment)}. Change it where that is not so."
    )
    return Proposal(members, " ".join([words, *left]))
