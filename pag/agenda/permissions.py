"""May this person arrange an agenda?"""

from accounts.models import Person
from accounts.permissions import Permission, has
from pag.models import Meeting
from pag.permissions import member_of
from ui.refusals import NotAllowed


def can_arrange(meeting: Meeting, person: Person) -> bool:
    """Tell whether `person` runs the meeting, or presides over its group."""
    if has(person, Permission.MEETING_RUN, within=meeting.group.organisation):
        return True
    member = member_of(meeting.group, person)
    return member is not None and member.presides


def check_can_arrange(meeting: Meeting, person: Person) -> None:
    """Raise NotAllowed unless `person` runs the meeting, or presides over its group."""
    if not can_arrange(meeting, person):
        raise NotAllowed(
            "An agenda is arranged by the chair, the deputy, or whoever runs the meeting. Ask one of them."
        )
