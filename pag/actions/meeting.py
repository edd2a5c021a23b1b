"""Planning a meeting, and moving it along its stages."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from pag import events
from pag.models import Group, Meeting, MeetingSeries, Turn
from pag.planning.inviting import keep_invited
from pag.planning.policies import (
    WhenAndWhere,
    check_can_close,
    check_not_cancelled,
    check_when_and_where,
)
from pag.policies import check_can_move
from pag.transitions import MeetingStage
from ui.dates import day
from ui.refusals import Refusal


@transaction.atomic
def plan_meeting(
    *,
    group: Group,
    starts_at: dt.datetime,
    by: Person,
    submission_key: uuid.UUID,
    place: str = "",
    link: str = "",
    papers_due: dt.date | None = None,
    ends_at: dt.datetime | None = None,
    series: MeetingSeries | None = None,
) -> Meeting:
    """Plan a meeting of the group, or write down one that was held. A second click makes no second one.

    The members are invited to one that is to come.
    """
    check_has(by, Permission.MEETING_RUN, within=group.organisation)
    said = WhenAndWhere(starts_at, ends_at, place, link, papers_due)
    check_when_and_where(said)
    meeting, made = Meeting.objects.get_or_create(
        submission_key=submission_key,
        defaults={
            "group": group,
            **vars(said),
            "series": series,
            "planned_by": by,
        },
    )
    if made:
        record(
            events.MEETING_PLANNED,
            by=by,
            organisation=group.organisation,
            subject=meeting,
            day=meeting.day,
        )
        keep_invited(meeting=meeting)
    return meeting


@transaction.atomic
def move_meeting(*, meeting: Meeting, to: MeetingStage, by: Person) -> Meeting:
    """Move the meeting along the table of stages; moving to where it is already changes nothing."""
    check_has(by, Permission.MEETING_RUN, within=meeting.group.organisation)
    if to == MeetingStage.IN_PROGRESS and not meeting.has_come:
        raise Refusal(f"The group meets on {day(meeting.day)}. The meeting can be started on that day.")
    return write_move(meeting=meeting, to=to, by=by)


@transaction.atomic
def end_meeting(*, meeting: Meeting, by: Person) -> Meeting:
    """Record that the group rose. The agenda is closed; decisions of the meeting can still be recorded."""
    check_has(by, Permission.MEETING_RUN, within=meeting.group.organisation)
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.ended_at:
        return meeting
    if meeting.stage != MeetingStage.IN_PROGRESS:
        raise Refusal("Only a meeting that is in progress can be ended. Open the meeting again.")
    meeting.ended_at, meeting.ended_by = timezone.now(), by
    meeting.save(update_fields=["ended_at", "ended_by"])
    Turn.objects.filter(meeting=meeting, ended_at__isnull=True).update(ended_at=meeting.ended_at)
    record(
        events.MEETING_ENDED,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        day=meeting.day,
    )
    return meeting


def write_move(*, meeting: Meeting, to: MeetingStage, by: Person) -> Meeting:
    """Write the move and its event; the caller has asked whether it may be made."""
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.stage == to:
        return meeting
    check_not_cancelled(meeting)
    check_can_move(meeting, to)
    if to == MeetingStage.CLOSED:
        check_can_close(meeting)
    start, meeting.stage = meeting.stage, to
    meeting.save(update_fields=["stage"])
    record(
        events.MEETING_MOVED,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        start=str(start),
        end=str(to),
    )
    return meeting
