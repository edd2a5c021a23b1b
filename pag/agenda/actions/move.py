"""Moving a case from the agenda of one meeting to that of another, in one step."""

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from cases.models import Case
from pag.actions.agenda import put_on_agenda, write_taken_off
from pag.models import AgendaItem, Meeting
from pag.permissions import check_can_read
from pag.policies import check_waits
from ui.dates import day
from ui.refusals import Refusal


@transaction.atomic
def move_item(*, item: AgendaItem, meeting: Meeting, by: Person, why: str = "") -> AgendaItem:
    """Take a case off its agenda and put it on that of another `meeting` of the group, with all it has.

    The members are asked to declare anew. A second click moves it once.
    """
    case = Case.objects.locked(item.case_id)
    check_has(by, Permission.MEETING_RUN, within=case.organisation)
    item = AgendaItem.objects.locked(item.pk)
    item.case = case
    there = AgendaItem.objects.waiting().filter(case=case, meeting=meeting).first()
    if item.state == AgendaItem.State.TAKEN_OFF and there:
        return there
    check_can_read(item, by)
    check_waits(item)
    if item.meeting.is_between or meeting.group_id != item.meeting.group_id:
        raise Refusal("A case is moved between meetings of one group. Take it off this agenda instead.")
    if meeting.pk == item.meeting_id:
        raise Refusal("It is on the agenda of this meeting already. Choose another one.")
    reason = f"Moved to the meeting on {day(meeting.day)}."
    write_taken_off(item=item, case=case, reason=f"{reason} {why}".strip(), by=by)
    return put_on_agenda(
        case=case, meeting=meeting, note=item.note, without_triage=item.without_triage, by=by
    )
