"""May anyone, in this state of the meeting? And who runs the room?"""

from accounts.models import Person
from accounts.permissions import Permission, has
from pag.models import GroupMember, Handover, Meeting
from pag.permissions import member_of
from pag.planning.policies import check_not_cancelled
from pag.policies import check_has_come
from pag.transitions import MeetingStage
from ui.dates import clock, today
from ui.refusals import NotAllowed, Refusal

NOTED_IN = (
    MeetingStage.PLANNED,
    MeetingStage.PAPERS_OUT,
    MeetingStage.IN_PROGRESS,
    MeetingStage.MINUTES_DRAFTED,
)


def is_live(meeting: Meeting) -> bool:
    """Tell whether the meeting may be going on: it is its day, and it has not ended."""
    return meeting.day == today() and meeting.takes_items


def takes_notes(meeting: Meeting) -> bool:
    """Tell whether it may still be noted who was there: from its day on, until its minutes are approved."""
    return meeting.has_come and meeting.stage in NOTED_IN and not meeting.cancelled_at


def check_may_note(meeting: Meeting, person: Person) -> GroupMember | None:
    """Raise NotAllowed unless `person` may note what happens in the room; return as which member, if one."""
    seat = member_of(meeting.group, person)
    if (seat and seat.presides) or has(person, Permission.MEETING_RUN, within=meeting.group.organisation):
        return seat
    raise NotAllowed("The chair, the deputy or a case manager notes this. Ask one of them.")


def check_takes_notes(meeting: Meeting) -> None:
    """Raise Refusal before the day of the meeting, and once its minutes are approved."""
    check_has_come(meeting)
    check_not_cancelled(meeting)
    if meeting.stage not in NOTED_IN:
        raise Refusal("The minutes of this meeting are approved. Who was there no longer changes.")


def check_is_live(meeting: Meeting) -> None:
    """Raise Refusal where the meeting is not going on."""
    check_has_come(meeting)
    if not is_live(meeting):
        raise Refusal("This meeting is over. Nothing is before the group any more.")


def check_moves_on(meeting: Meeting, person: Person) -> None:
    """Raise unless `person` may move the meeting on: who presides now, or who runs meetings."""
    seat = check_may_note(meeting, person)
    if has(person, Permission.MEETING_RUN, within=meeting.group.organisation):
        return
    last = Handover.objects.filter(meeting=meeting).select_related("member__person").last()
    if seat and last and last.member.person_id != person.pk:
        raise Refusal(
            f"{last.member.person.name} has presided since {clock(last.since)}. To move the meeting on, take "
            "over from them first."
        )
