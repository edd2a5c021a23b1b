"""Planning a series of meetings, changing a meeting, and cancelling one."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases.actions import summarise
from cases.models import Case
from pag import events
from pag.actions.access import keep_access_right
from pag.actions.agenda import write_taken_off
from pag.actions.meeting import plan_meeting
from pag.models import AgendaItem, Group, Meeting
from pag.planning.days import MOST
from pag.planning.inviting import keep_invited
from pag.planning.models import MeetingChange, MeetingSeries
from pag.planning.policies import (
    WhenAndWhere,
    check_can_cancel,
    check_not_begun,
    check_not_past,
    check_when_and_where,
)
from pag.signals import meeting_changed
from pag.transitions import MeetingStage
from ui.dates import as_day, clock, day
from ui.refusals import Refusal, Stale

# What calendars have to be told of.
TOLD = ("starts_at", "ends_at", "place", "link")


@transaction.atomic
def plan_series(
    *,
    group: Group,
    every_weeks: int,
    meetings: Sequence[WhenAndWhere],
    by: Person,
    submission_key: uuid.UUID,
) -> MeetingSeries:
    """Plan several meetings in one step; each is then changed or cancelled on its own."""
    check_has(by, Permission.MEETING_RUN, within=group.organisation)
    if not 2 <= len(meetings) <= MOST:
        raise Refusal(f"A series has from 2 to {MOST} meetings. Change how many, or the last day.")
    series, made = MeetingSeries.objects.get_or_create(
        submission_key=submission_key,
        defaults={"group": group, "every_weeks": every_weeks, "planned_by": by},
    )
    if not made:
        return series
    for each in meetings:
        check_not_past(as_day(each.starts_at))
        plan_meeting(
            group=group,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            place=each.place,
            link=each.link,
            papers_due=each.papers_due,
            series=series,
            by=by,
            submission_key=uuid.uuid4(),
        )
    return series


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, to: WhenAndWhere, version: int, by: Person, reason: str = ""
) -> Meeting:
    """Change when or where the group meets, or its deadline for papers, of which nobody is told by e-mail.

    Once papers are out, `reason` says why.
    """
    cases = _lock_cases(meeting)
    meeting = Meeting.objects.locked(meeting.pk)
    check_has(by, Permission.MEETING_RUN, within=meeting.group.organisation)
    check_not_begun(meeting)
    before = WhenAndWhere(meeting.starts_at, meeting.ends_at, meeting.place, meeting.link, meeting.papers_due)
    if before == to:
        return meeting
    if meeting.version != version:
        raise Stale(theirs=_in_words(before), version=meeting.version)
    check_when_and_where(to)
    if to.starts_at != before.starts_at:
        check_not_past(as_day(to.starts_at))
    if meeting.stage == MeetingStage.PAPERS_OUT and not reason:
        raise Refusal("The papers are out: say why the meeting changes.")
    MeetingChange.objects.create(meeting=meeting, reason=reason, changed_by=by, **vars(before))
    for name, value in vars(to).items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.sequence += any(getattr(before, name) != getattr(to, name) for name in TOLD)
    meeting.save(update_fields=[*vars(to), "version", "sequence"])
    record(
        events.MEETING_CHANGED,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        was=as_day(before.starts_at),
        day=meeting.day,
    )
    if as_day(before.starts_at) != meeting.day:
        keep_access_right(group=meeting.group)
        for case in cases:
            summarise(case=case)
    keep_invited(meeting=meeting)
    meeting_changed.send(sender=Meeting, meeting=meeting)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Person) -> Meeting:
    """Cancel a meeting at which nothing was decided: its cases are free for another, its members are told."""
    cases = {case.pk: case for case in _lock_cases(meeting)}
    meeting = Meeting.objects.locked(meeting.pk)
    check_has(by, Permission.MEETING_RUN, within=meeting.group.organisation)
    if meeting.cancelled_at:
        return meeting
    check_can_cancel(meeting)
    if not reason:
        raise Refusal("Say why the meeting is cancelled.")
    items = meeting.items.waiting().select_for_update(of=("self",)).order_by("case")
    for item in items:
        item.meeting = meeting
        case = cases.get(item.case_id) or Case.objects.locked(item.case_id)
        write_taken_off(item=item, case=case, reason=f"The meeting was cancelled. {reason}", by=by)
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancelled_reason = timezone.now(), by, reason
    meeting.version += 1
    meeting.sequence += 1
    meeting.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason", "version", "sequence"])
    record(
        events.MEETING_CANCELLED,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        day=meeting.day,
    )
    keep_invited(meeting=meeting)
    return meeting


def _lock_cases(meeting: Meeting) -> list[Case]:
    """Lock the cases that wait on the agenda, in the order of their keys, before the meeting itself."""
    waiting = AgendaItem.objects.waiting().filter(meeting=meeting).order_by("case")
    return [Case.objects.locked(key) for key in waiting.values_list("case", flat=True)]


def _in_words(said: WhenAndWhere) -> dict[str, str]:
    return {
        "day": day(said.starts_at),
        "time": clock(said.starts_at),
        "until": clock(said.ends_at) if said.ends_at else "",
        "place": said.place,
        "link": said.link,
        "papers_due": day(said.papers_due),
    }
