"""Putting a case on the agenda of a meeting, and taking it off."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.actions import close_access, summarise, write_stage
from cases.models import Case
from cases.policies import check_open
from cases.stages import Stage
from pag import events
from pag.actions.access import open_item
from pag.agenda.carrying import carry_over
from pag.models import AgendaItem, Meeting
from pag.policies import check_takes_items, check_waits
from pag.triaged import is_triaged
from ui.dates import day
from ui.refusals import NotAllowed, Refusal


@transaction.atomic
def put_on_agenda(
    *, case: Case, meeting: Meeting, by: Person, note: str = "", without_triage: str = ""
) -> AgendaItem:
    """Put the case before the group; its members are asked to declare before anything opens to them.

    The case has a submitted triage, or `without_triage` says why it comes without one. What an earlier
    agenda of the same group opened ends: everybody is asked again, because connections change. What was
    prepared for one it was taken off goes with it.
    """
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.MEETING_RUN, within=case.organisation)
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    check_open(case)
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.group.organisation_id != case.organisation_id:
        raise Refusal("This meeting is of another organisation. Choose a meeting of your own.")
    check_takes_items(meeting)
    if meeting.is_between:
        raise Refusal("Nobody meets there: it is for one decision between meetings. Choose a meeting.")
    waiting = AgendaItem.objects.expected().filter(case=case, meeting__group=meeting.group)
    already = waiting.select_related("meeting").first()
    if already and already.meeting_id == meeting.pk:
        return already
    if already:
        raise Refusal(
            f"The case is on the agenda of {day(already.meeting.day)} already. Take it off that one first."
        )
    if AgendaItem.objects.live().filter(case=case, meeting=meeting).exists():
        raise Refusal("The group has considered this case at that meeting. Choose a later meeting.")
    if not is_triaged(case) and not without_triage:
        raise Refusal("This case has no submitted triage. Say why the group should see it without one.")
    return write_item(case=case, meeting=meeting, note=note, without_triage=without_triage, by=by)


def write_item(*, case: Case, meeting: Meeting, note: str, without_triage: str, by: Person) -> AgendaItem:
    """Write the item and ask the members to declare; the caller holds both and asked whether it may be."""
    for earlier in AgendaItem.objects.filter(case=case, meeting__group=meeting.group):
        if earlier.waits:
            # A decision between meetings is asked for besides.
            continue
        close_access(case=case, source=earlier.source, by=by)
    last = AgendaItem.objects.live().filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        position=last + 1,
        note=note,
        without_triage="" if is_triaged(case) else without_triage,
        put_by=by,
    )
    carry_over(item)
    write_stage(case=case, to=Stage.WITH_GROUP, by=by)
    open_item(item=item, case=case, by=by)
    words = "\n".join(filter(None, (note, item.without_triage)))
    if words:
        search.index(case=case, source=item.source, text=words)
    summarise(case=case)
    record(events.AGENDA_PUT, by=by, case=case, subject=item, meeting=meeting.pk, day=meeting.day)
    return item


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, reason: str, by: Person) -> AgendaItem:
    """Take a case off the agenda; what the item opened ends, denials stay. The item itself is kept."""
    case = Case.objects.locked(item.case_id)
    check_has(by, Permission.MEETING_RUN, within=case.organisation)
    item = AgendaItem.objects.locked(item.pk)
    if item.state == AgendaItem.State.TAKEN_OFF:
        return item
    check_waits(item)
    if not reason:
        raise Refusal("Say why the case is taken off the agenda.")
    return write_taken_off(item=item, case=case, reason=reason, by=by)


def write_taken_off(*, item: AgendaItem, case: Case, reason: str, by: Person) -> AgendaItem:
    """Write that the case is off the agenda; the caller holds both and has asked whether it may be."""
    item.state = AgendaItem.State.TAKEN_OFF
    item.taken_off_by, item.taken_off_at, item.taken_off_reason = by, timezone.now(), reason
    item.save(update_fields=["state", "taken_off_by", "taken_off_at", "taken_off_reason"])
    close_access(case=case, source=item.source, by=by)
    summarise(case=case)
    record(
        events.BETWEEN_CALLED_OFF if item.meeting.is_between else events.AGENDA_TAKEN_OFF,
        by=by,
        case=case,
        subject=item,
        meeting=item.meeting_id,
        day=item.meeting.day,
    )
    return item
