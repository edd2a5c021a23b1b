"""May anyone, in this state? And what the group still has open when a case closes."""

from django.db.models import Q
from django.urls import reverse

from cases.models import Case
from cases.policies import Owed, Way, at_closing, before_closing
from cases.stages import Stage
from pag.models import Action, AgendaItem, Decision, Meeting, StoodAside
from pag.transitions import MOVES, MeetingStage, can_move
from ui.dates import day
from ui.refusals import Refusal


@before_closing
def still_with_the_group(case: Case) -> list[Owed]:
    """A case that a group still expects does not close, and neither does one it has not decided about."""
    waiting = AgendaItem.objects.waiting().filter(case=case).select_related("meeting__group")
    owed = [_expected(item, case) for item in waiting]
    if case.stage == Stage.WITH_GROUP and not owed:
        agenda = Way("Put it on the agenda of a meeting", reverse("case_group", args=[case.reference]))
        owed = [Owed("The case is with the group, which has still to decide about it.", (agenda,))]
    return owed


def _expected(item: AgendaItem, case: Case) -> Owed:
    """Say that a meeting expects the case; off its agenda the case closes only where a group has decided."""
    place = [item.meeting_id, item.pk]
    ways = [Way("Look at the item", item.get_absolute_url())]
    if item.meeting.has_come:
        ways = [Way("Record what the group decided", reverse("decide", args=place))]
    if case.stage != Stage.WITH_GROUP:
        ways.append(Way("Take it off the agenda", reverse("agenda_take_off", args=place)))
    where = f"the agenda of the {item.meeting.group} on {day(item.meeting.day)}"
    return Owed(f"The case is on {where}: the group decides first.", tuple(ways))


@before_closing
def advice_decided_on(case: Case) -> list[Owed]:
    """Where the group advised, somebody decides on its advice before the case closes."""
    waiting = Decision.objects.of_case(case).awaiting_final()
    return [
        Owed(
            f"{each.get_final_by_display()}, {each.final_name}, has still to decide on what the group "
            f"advised on {day(each.decided_on)}.",
            (Way("Record what was decided", reverse("group_final", args=[case.reference, each.pk])),),
        )
        for each in waiting
    ]


@at_closing
def actions_still_open(case: Case) -> list[Owed]:
    """Actions of the group may go on after closing; whoever closes sees which."""
    actions = Action.objects.of_case(case).open().select_related("owner")
    said = [f"An action still open: {each.what} ({each.by_whom}, by {day(each.due_on)})" for each in actions]
    group = Way("Look at the actions", reverse("case_group", args=[case.reference]))
    # One link is enough, after the last of them.
    return [Owed(each, (group,) if each is said[-1] else ()) for each in said]


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
    if meeting.cancelled_at:
        raise Refusal(f"The meeting of {day(meeting.day)} is cancelled. Choose another meeting.")
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


def check_may_open(aside: StoodAside, *, reads: bool) -> None:
    """Raise Refusal where the case stays closed to whoever stands aside.

    On an item a “yes” stays, and so does what who presides asked for, unless the person says that it was a
    mistake. Who may not know the reason (`reads`) cannot judge it.
    """
    if not reads:
        raise Refusal("Only a responsible officer who may read the case can open it to them again.")
    if not StoodAside.objects.in_force().filter(pk=aside.pk).exists():
        raise Refusal("The case is open to them again already. There is nothing left to answer.")
    if aside.item is None or aside.how == StoodAside.How.UNSURE:
        return
    if not StoodAside.objects.awaiting_answer().filter(Q(asked=True), pk=aside.pk).exists():
        raise Refusal(
            "This stays closed to them, unless they say themselves that it was a mistake. They can do so on "
            "the page of the meeting."
        )
