"""May this person write minutes? And may anyone, as far as the meeting has come?"""

from accounts.models import Person
from pag.access import standing_of
from pag.models import Meeting
from pag.transitions import MeetingStage
from ui.refusals import NotAllowed, Refusal
from ui.words import listed

WHO_WRITES = "Minutes are written by whoever runs the meeting, and by the chair and the deputy."


def check_writes(person: Person, meeting: Meeting) -> None:
    """Raise NotAllowed unless `person` runs the meetings of the group, or presides over it."""
    standing = standing_of(person, meeting.group)
    if not (standing.runs or standing.presides):
        raise NotAllowed(WHO_WRITES)


def missing_for_minutes(meeting: Meeting) -> str:
    """Return what is missing before minutes can be drafted, in a sentence; empty where nothing is."""
    if meeting.is_between:
        return (
            "A decision between meetings has no minutes of its own: the next meeting's say what came of it."
        )
    if meeting.ended_at is None:
        return "Minutes can be drafted once the meeting has ended."
    waiting = [f"item {item.position}" for item in meeting.items.waiting().order_by("position")]
    if not waiting:
        return ""
    has, them = ("has", "it") if len(waiting) == 1 else ("have", "them")
    said = listed(waiting)
    return (
        f"{said[:1].upper()}{said[1:]} {has} no decision yet. Record what was decided, or take {them} off "
        "the agenda: then minutes can be drafted."
    )


def check_may_draft(meeting: Meeting) -> None:
    """Raise Refusal, naming what is missing, before minutes can be drafted."""
    missing = missing_for_minutes(meeting)
    if missing:
        raise Refusal(missing)
    if meeting.stage != MeetingStage.IN_PROGRESS:
        raise Refusal(f"This meeting is at “{meeting.get_stage_display()}”: its minutes are not drafted now.")
