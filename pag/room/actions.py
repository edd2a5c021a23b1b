"""Noting who comes and goes, moving from item to item, and handing over the chair."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from pag.actions.meeting import write_move
from pag.models import AgendaItem, Apology, Attendance, GroupMember, Handover, Meeting, OtherItem, Turn
from pag.permissions import check_can_read
from pag.planning.policies import check_not_cancelled
from pag.room import events
from pag.room.policies import check_is_live, check_may_note, check_moves_on, check_takes_notes
from pag.transitions import MeetingStage
from ui.dates import LONDON, clock, today
from ui.refusals import Refusal, Stale


@transaction.atomic
def arrive(*, meeting: Meeting, member: GroupMember, by: Person, at: dt.time | None = None) -> Attendance:
    """Note that a member came in, now or at a time of the day.

    Somebody who is here already stays so; a time puts right when they came.
    Written down on a later day without a time, they came when the meeting began.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    check_may_note(meeting, by)
    check_takes_notes(meeting)
    _check_belongs(meeting, member)
    here = _last(meeting, member)
    is_here = here is not None and here.left_at is None
    if here and is_here and at is None:
        return here
    when = _moment(meeting, at) or (timezone.now() if meeting.day == today() else meeting.starts_at)
    _check_after_leaving(meeting, member, when)
    if here and is_here:
        attendance = here
        attendance.arrived_at = when
        attendance.save(update_fields=["arrived_at"])
    else:
        attendance = Attendance.objects.create(
            meeting=meeting, member=member, arrived_at=when, recorded_by=by
        )
    _record(events.ARRIVED, meeting, member, by, at=clock(when))
    return attendance


@transaction.atomic
def leave(*, meeting: Meeting, member: GroupMember, by: Person, at: dt.time | None = None) -> Attendance:
    """Note that a member went, now or at a time of the day.

    Somebody who has gone already stays so; a time puts right when they went.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    check_may_note(meeting, by)
    check_takes_notes(meeting)
    here = _last(meeting, member)
    if here is None:
        raise Refusal(f"{member.person.name} has not been noted as here. Note first when they came.")
    if here.left_at and at is None:
        return here
    when = _moment(meeting, at) or (timezone.now() if meeting.day == today() else None)
    if when is None:
        raise Refusal("The meeting was on an earlier day. Say at what time they left.")
    if when < here.arrived_at:
        raise Refusal(
            f"{member.person.name} came at {clock(here.arrived_at)}, and can only leave after that."
        )
    here.left_at = when
    here.save(update_fields=["left_at"])
    _record(events.LEFT, meeting, member, by, at=clock(when))
    return here


@transaction.atomic
def apologise(*, meeting: Meeting, member: GroupMember, by: Person) -> Apology:
    """Note that a member sent their apologies; once is enough. They may still come."""
    meeting = Meeting.objects.locked(meeting.pk)
    check_may_note(meeting, by)
    check_not_cancelled(meeting)
    _check_belongs(meeting, member)
    apology, made = Apology.objects.get_or_create(
        meeting=meeting, member=member, defaults={"recorded_by": by}
    )
    if made:
        _record(events.APOLOGISED, meeting, member, by)
    return apology


@transaction.atomic
def take_back(*, meeting: Meeting, member: GroupMember, by: Person) -> None:
    """Take back what was noted last about a member: that they left, that they came, or their apologies."""
    meeting = Meeting.objects.locked(meeting.pk)
    check_may_note(meeting, by)
    check_takes_notes(meeting)
    here = _last(meeting, member)
    if here and here.left_at:
        here.left_at = None
        here.save(update_fields=["left_at"])
    elif here:
        here.delete()
    elif not Apology.objects.filter(meeting=meeting, member=member).delete()[0]:
        return
    _record(events.TAKEN_BACK, meeting, member, by)


@transaction.atomic
def take_up(*, meeting: Meeting, entry: AgendaItem | OtherItem | None, turn: int, by: Person) -> Turn | None:
    """Say what of the agenda is before the group now, or with None that nothing is. The first one starts it.

    `turn` is the key of the turn that was current when the page was opened, 0 for none. Raises Stale where
    somebody else moved on since; moving to where the meeting is already changes nothing.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    check_moves_on(meeting, by)
    check_is_live(meeting)
    _check_on_agenda(meeting, entry, by)
    open_now = (
        Turn.objects.filter(meeting=meeting, ended_at__isnull=True).select_related("item", "other").first()
    )
    current = Turn.objects.current().filter(meeting=meeting).first()
    if (open_now.entry if open_now else None) == entry:
        return open_now
    if (current.pk if current else 0) != turn:
        where = f"to item {open_now.number}" if current and open_now else "on, to between items"
        raise Stale(
            f"Somebody else has moved the meeting {where}. Look where it is, then move on from there."
        )
    now = timezone.now()
    if open_now:
        open_now.ended_at = now
        open_now.save(update_fields=["ended_at"])
    if entry is None:
        record(events.BETWEEN, by=by, organisation=meeting.group.organisation, subject=meeting)
        return None
    if meeting.stage in (MeetingStage.PLANNED, MeetingStage.PAPERS_OUT):
        write_move(meeting=meeting, to=MeetingStage.IN_PROGRESS, by=by)
    item = entry if isinstance(entry, AgendaItem) else None
    other = entry if isinstance(entry, OtherItem) else None
    made = Turn.objects.create(meeting=meeting, item=item, other=other, began_at=now, began_by=by)
    if item:
        record(events.TAKEN_UP, by=by, case=item.case, subject=item, meeting=meeting.pk)
    else:
        record(events.OTHER_TAKEN_UP, by=by, organisation=meeting.group.organisation, subject=entry)
    return made


def _check_on_agenda(meeting: Meeting, entry: AgendaItem | OtherItem | None, by: Person) -> None:
    if isinstance(entry, AgendaItem):
        check_can_read(entry, by)
    if entry is None:
        return
    off = entry.state == AgendaItem.State.TAKEN_OFF if isinstance(entry, AgendaItem) else entry.taken_off_at
    if off or entry.meeting_id != meeting.pk:
        raise Refusal("This is not on the agenda any more. Look at the agenda again.")


@transaction.atomic
def hand_over(*, meeting: Meeting, to: GroupMember, by: Person) -> Handover:
    """Record that the chair or the deputy presides from now on; where they do already, nothing changes."""
    meeting = Meeting.objects.locked(meeting.pk)
    check_may_note(meeting, by)
    check_is_live(meeting)
    _check_belongs(meeting, to)
    if not to.presides:
        raise Refusal(f"{to.person.name} is neither chair nor deputy. Choose one of those two.")
    last = Handover.objects.filter(meeting=meeting).last()
    if last and last.member_id == to.pk:
        return last
    presiding = Handover.objects.create(meeting=meeting, member=to, recorded_by=by)
    _record(events.HANDED_OVER, meeting, to, by, at=clock(presiding.since))
    return presiding


def _record(
    kind: events.Kind, meeting: Meeting, member: GroupMember, by: Person, at: str | None = None
) -> None:
    record(
        kind,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        person=member.person_id,
        at=at,
    )


def _last(meeting: Meeting, member: GroupMember) -> Attendance | None:
    return Attendance.objects.filter(meeting=meeting, member__person=member.person_id).last()


def _check_after_leaving(meeting: Meeting, member: GroupMember, when: dt.datetime) -> None:
    rows = Attendance.objects.filter(meeting=meeting, member__person=member.person_id, left_at__gt=when)
    later = rows.order_by("left_at").last()
    if later and later.left_at:
        raise Refusal(
            f"{member.person.name} left at {clock(later.left_at)}. They can only come back after that."
        )


def _check_belongs(meeting: Meeting, member: GroupMember) -> None:
    if not meeting.group.members.current(on=meeting.day).filter(pk=member.pk).exists():
        raise Refusal(f"{member.person.name} does not belong to the group on the day of this meeting.")


def _moment(meeting: Meeting, at: dt.time | None) -> dt.datetime | None:
    """Return that time on the day of the meeting; None where none was given."""
    if at is None:
        return None
    moment = dt.datetime.combine(meeting.day, at, tzinfo=LONDON)
    if moment > timezone.now():
        raise Refusal(f"{clock(moment)} is still to come. Check the time.")
    return moment
