"""The background of a review, linked from the case so that nobody types it twice."""

import datetime as dt
from dataclasses import dataclass

from cases.models import Case
from pag.models import AgendaItem, Decision
from ui.dates import day

PAG = "PAG"


@dataclass(frozen=True)
class Raised:
    """One concern as it was summed up; who raised it is never part of a review."""

    category: str
    received_on: dt.date
    summary: str


@dataclass(frozen=True)
class Decided:
    """What the group decided, and what it said the system contributed; nothing about health reports."""

    group: str
    decided_on: dt.date
    decision: str
    system_part: str


@dataclass(frozen=True)
class Background:
    """What the review takes from the case: no source, no health reports, no score.

    `group` is the abbreviation of the group that last decided, such as "PAG" or "PSG".
    """

    concerns: list[Raised]
    decisions: list[Decided]
    group: str


def background(case: Case) -> Background:
    """Return the concerns and what the group decided, each in the order of their dates."""
    decisions = [
        Decided(
            group=each.item.meeting.group.abbreviation,
            decided_on=each.decided_on,
            decision=each.decision,
            system_part=each.system_part,
        )
        for each in Decision.objects.of_case(case)
    ]
    return Background(
        concerns=[
            Raised(each.get_category_display(), each.received_on, each.summary)
            for each in case.concerns.all()
        ],
        decisions=decisions[::-1],
        group=decisions[0].group if decisions else PAG,
    )


def last_decided_on(case: Case) -> dt.date | None:
    """Return the day the group last decided on the case; None before its first decision."""
    last = Decision.objects.of_case(case).first()
    return last.decided_on if last else None


def meets_on(case: Case) -> dt.date | None:
    """Return the day of the meeting that has the case on its agenda and has not decided; None without one.

    The case itself knows only since when it has been with the group: the day it was put on the agenda.
    """
    waiting = AgendaItem.objects.expected().filter(case=case).select_related("meeting")
    return min((item.meeting.day for item in waiting), default=None)


def before_the_group(case: Case) -> str:
    """Return when the case was before the group, or will be, in a sentence."""
    decided, meets = last_decided_on(case), meets_on(case)
    if decided:
        return f"This case was before the group on {day(decided)}."
    if meets:
        return f"The group meets on this case on {day(meets)}; nothing is decided yet."
    return f"This case has been with the group since {day(case.first_with_group_on)}; nothing is decided yet."
