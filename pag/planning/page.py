"""What the page of a meeting shows of its planning: its stages, its deadline, what changed."""

from dataclasses import dataclass
from typing import Any

from pag.access import Standing
from pag.models import GroupMember, Meeting, Participant
from pag.models.meeting import HELD
from pag.transitions import NOT_BEGUN, MeetingStage
from ui.dates import day, today

LATE = "Papers or cases that come later reach the members as a new version, which says what changed."


@dataclass(frozen=True)
class Stage:
    """One stage as `components/stage_path.html` shows it: done, current, to_come, or left_out."""

    label: str
    state: str


def stages_of(meeting: Meeting) -> list[Stage]:
    """Return the stages of the meeting in their order; none where it is cancelled.

    One that is over and has no minutes yet is held: the same as its tag says. Papers that nobody ever had
    were left out.
    """
    if meeting.cancelled_at:
        return []
    order = list(MeetingStage)
    held = meeting.state_in_words == HELD
    begun = order.index(MeetingStage.IN_PROGRESS)
    here = begun if held else order.index(MeetingStage(meeting.stage))
    labels = {each: HELD if held and at == begun else str(each.label) for at, each in enumerate(order)}
    states = {
        each: "current" if at == here else "done" if at < here else "to_come" for at, each in enumerate(order)
    }
    if here >= begun and not meeting.packs.exists():
        labels[MeetingStage.PAPERS_OUT] = "Papers left out"
        states[MeetingStage.PAPERS_OUT] = "left_out"
    return [Stage(labels[each], states[each]) for each in order]


def planning_of(meeting: Meeting, standing: Standing) -> dict[str, Any]:
    """Return what the page shows; a fixed number of queries."""
    fixed = meeting.cancelled_at is not None or meeting.stage not in NOT_BEGUN
    return {
        "stages": stages_of(meeting),
        "deadline": deadline_in_words(meeting),
        "changes": list(meeting.changes.select_related("changed_by")),
        "former": former_members(meeting),
        "may_change": standing.runs and not fixed,
    }


def deadline_in_words(meeting: Meeting) -> str:
    """Return what the deadline for papers means now; empty where there is none, or it is over."""
    if meeting.papers_due is None or meeting.cancelled_at or meeting.stage not in NOT_BEGUN:
        return ""
    if meeting.stage == MeetingStage.PAPERS_OUT:
        return f"The papers are out. {LATE}"
    if meeting.papers_due < today():
        return f"That day is past, and the papers are not out yet. {LATE}"
    return f"The papers should go out on {day(meeting.papers_due)}. {LATE}"


def former_members(meeting: Meeting) -> list[tuple[GroupMember, list[int]]]:
    """Return those who took part and are in the group no more, with the numbers of their items.

    What they took part in stays; from then on nothing on the agenda is open to them.
    """
    current = meeting.group.members.current().values("pk")
    took_part = Participant.objects.filter(item__meeting=meeting).exclude(member__in=current)
    found: dict[GroupMember, list[int]] = {}
    for each in took_part.select_related("member__person", "item").order_by("item__position"):
        found.setdefault(each.member, []).append(each.item.position)
    return list(found.items())
