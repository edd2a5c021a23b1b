"""May anyone, in this state? And what the group still has open when a case closes."""

from cases.models import Case
from cases.policies import at_closing, before_closing
from pag.models import Action, AgendaItem, Meeting
from pag.transitions import MOVES, MeetingStage, can_move
from ui.dates import day
from ui.refusals import Refusal


@before_closing
def items_still_waiting(case: Case) -> list[str]:
    """A case that a group still expects does not close: take it off the agenda first."""
    waiting = AgendaItem.objects.waiting().filter(case=case).select_related("meeting__group")
    return [
        f"The case is on the agenda of the {item.meeting.group} on {day(item.meeting.day)}: "
        "wait for the meeting, or take it off the agenda."
        for item in waiting
    ]


@at_closing
def actions_still_open(case: Case) -> list[str]:
    """Actions of the group may go on after closing; whoever closes sees which."""
    actions = Action.objects.of_case(case).open().select_related("owner")
    return [f"Action of {each.by_whom}, due {day(each.due_on)}: {each.what}" for each in actions]


def check_can_move(meeting: Meeting, end: MeetingStage) -> None:
    """Raise Refusal unless the table of stages lets the meeting go to `end`."""
    if can_move(meeting.stage, end):
        return
    choices = sorted(MOVES[MeetingStage(meeting.stage)], key=list(MeetingStage).index)
    can = " or ".join(f"“{stage.label}”" for stage in choices)
    raise Refusal(
        f"This meeting is at “{meeting.get_stage_display()}” and cannot go to “{end.label}” from there. "
        + (f"It can go to {can}." if can else "It is finished.")
    )


def check_takes_items(meeting: Meeting) -> None:
    """Raise Refusal where the agenda of the meeting is closed."""
    if not meeting.takes_items:
        raise Refusal(
            f"The meeting of {day(meeting.day)} is over, and its agenda no longer changes. "
            "Choose another meeting."
        )


def check_waits(item: AgendaItem) -> None:
    """Raise Refusal for an item that was decided, or taken off the agenda."""
    if not item.waits:
        raise Refusal(
            f"This item is no longer open: {item.get_state_display().lower()}. Open the meeting again."
        )


def check_has_come(meeting: Meeting) -> None:
    """Raise Refusal before the day of the meeting."""
    if not meeting.has_come:
        raise Refusal(
            f"The group meets on {day(meeting.day)}. What it decides can be recorded from that day on."
        )
