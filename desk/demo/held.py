"""What became of whole meetings, once every story is told: who was there, their end, and their minutes."""

import datetime as dt
import uuid
from typing import Any

from accounts.models import Person
from desk.demo.cast import Cast
from desk.demo.clock import at, days_ago
from pag import actions as pag
from pag.agenda.actions import add_other
from pag.minutes import actions as minutes_actions
from pag.minutes.models import Minutes
from pag.minutes.reading import sections_of
from pag.models import GroupMember, Meeting, Participant, StoodAside
from pag.room.actions import apologise, arrive, leave
from pag.transitions import MeetingStage
from ui.dates import today

# Of the meetings held, the last is being written up, and the two before it wait for the chair. The one
# before those is approved, and what was before it is closed.
WRITING, OFFERED, CLOSED = 0, (1, 2), 4


def finish(cast: Cast, story: dict[str, Any]) -> None:
    """End the meetings that were held, write their minutes, and put another item on the next agenda."""
    held = sorted((day for day in cast.meetings if day < today()), reverse=True)
    for number, day in enumerate(held):
        end(cast, cast.meetings[day], note=number == WRITING)
        write(cast, cast.meetings[day], number=number)
    coming = cast.meetings.get(today() + dt.timedelta(days=cast.next_meeting_in))
    if coming:
        with at(days_ago(4, hour=12)):
            add_other(meeting=coming, by=cast.manager, submission_key=uuid.uuid4(), **story["next_agenda"])


def end(cast: Cast, meeting: Meeting, *, note: bool) -> None:
    """Let the group rise, and where `note` is true, note who was there."""
    with at(days_ago(_ago(meeting), hour=16, minute=30)):
        if note:
            attend(cast, meeting)
        pag.end_meeting(meeting=meeting, by=cast.manager)


def attend(cast: Cast, meeting: Meeting) -> None:
    """Note who was there as the decisions have it: who missed the first item came later, for example."""
    items = list(meeting.items.order_by("position"))
    took_part = {
        item.pk: set(Participant.objects.filter(item=item).values_list("member", flat=True)) for item in items
    }
    aside = StoodAside.objects.filter(item__in=items).values("denial__person")
    for member in GroupMember.objects.current(on=meeting.day).filter(group=meeting.group):
        there = [member.pk in took_part[item.pk] for item in items]
        if any(there):
            came = dt.time(13, 56) if there[0] else dt.time(14, 50)
            arrive(meeting=meeting, member=member, at=came, by=cast.manager)
            if not there[-1]:
                leave(meeting=meeting, member=member, at=dt.time(15, 20), by=cast.manager)
        elif member.person_id not in aside.values_list("denial__person", flat=True):
            apologise(meeting=meeting, member=member, by=cast.manager)


def write(cast: Cast, meeting: Meeting, *, number: int) -> None:
    """Draft the minutes; all but the last are offered, and those before approved too."""
    with at(days_ago(_ago(meeting) - 2, hour=11)):
        minutes = minutes_actions.draft_minutes(meeting=meeting, by=cast.manager)
    if number != WRITING:
        with at(days_ago(_ago(meeting) - 6, hour=11)):
            minutes_actions.offer(minutes=minutes, by=cast.manager)
    if number not in (WRITING, *OFFERED):
        with at(days_ago(_ago(meeting) - 8, hour=11)):
            approve(cast, minutes)
    if number >= CLOSED:
        with at(days_ago(_ago(meeting) - 9, hour=11)):
            pag.move_meeting(meeting=meeting, to=MeetingStage.CLOSED, by=cast.manager)


def approve(cast: Cast, minutes: Minutes) -> None:
    """Let each who approves something of the minutes approve it."""
    presiding = cast.group.members.current().filter(kind__in=GroupMember.PRESIDING).order_by("kind")
    people: list[Person] = [*(seat.person for seat in presiding.select_related("person")), cast.manager]
    for person in people:
        mine = minutes_actions.theirs_to_approve(sections_of(minutes), person)
        if mine:
            minutes_actions.approve(minutes=minutes, versions=minutes_actions.seen(mine), by=person)


def _ago(meeting: Meeting) -> int:
    return (today() - meeting.day).days
