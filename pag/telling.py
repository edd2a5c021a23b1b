"""From the meeting to the practitioner being told: a headline measure of how people are treated."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Case, Contact
from clocks.rules import LETTER_AFTER_MEETING, Deadline, deadline
from clocks.working_days import working_days_between
from pag.models import Decision
from ui.dates import ago, day, today
from ui.words import counted


@dataclass(frozen=True)
class Telling:
    """Whether the practitioner was told of a decision, and how long it took or has taken."""

    told: bool
    in_words: str


def tellings(case: Case, decisions: Sequence[Decision]) -> dict[int, Telling]:
    """Return for each decision, by its key, when the practitioner was told; two queries at most.

    A contact at which they were told counts for the last meeting before it; of a letter that went out
    the case's summary knows the last.
    """
    if not decisions:
        return {}
    told = list(Contact.objects.filter(case=case, told=True).values_list("on", flat=True))
    if case.summary.last_told_on:
        told.append(case.summary.last_told_on)
    due = deadline(LETTER_AFTER_MEETING, decisions[0].decided_on, case.organisation)
    found = {}
    next_one: dt.date | None = None
    for decision in decisions:
        first = min(
            (on for on in told if decision.decided_on <= on and (not next_one or on < next_one)), default=None
        )
        found[decision.pk] = _words(decision, first, due if next_one is None else None)
        next_one = decision.decided_on
    return found


def _words(decision: Decision, first: dt.date | None, due: Deadline | None) -> Telling:
    if first:
        days = working_days_between(decision.decided_on, first)
        same_day = first == decision.decided_on
        when = (
            "on the day of the meeting" if same_day else f"{counted(days, 'working day')} after the meeting"
        )
        return Telling(told=True, in_words=f"Told on {day(first)}, {when}.")
    if due is None:
        return Telling(told=False, in_words="Nothing is recorded of when the practitioner was told.")
    days = working_days_between(decision.decided_on, today())
    since = f"{counted(days, 'working day')} ago" if days else ago(decision.decided_on)
    sentence = f"Waiting to be told: the group met {since}. The letter is due by {day(due.on)}, {due}."
    return Telling(told=False, in_words=sentence)
