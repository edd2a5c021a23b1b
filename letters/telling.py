"""From the meeting to the practitioner being told: what is due when, what was done when, what is owed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from cases.models import Case, Contact
from clocks.working_days import working_days_between
from letters.models import Letter

# Telling somebody means talking with them.
SPOKEN = (Contact.How.PHONE, Contact.How.VIDEO, Contact.How.MEETING)


def calls_for(letter: Letter) -> QuerySet[Contact]:
    """Return the calls in which the practitioner was told, since the meeting the letter is about."""
    return calls_since(letter.case_id, letter.meeting_date or dt.date.min)


def calls_since(case: int | OuterRef, on: dt.date | OuterRef) -> QuerySet[Contact]:
    """Return the calls of a case, by its key, in which the practitioner was told on that day or later."""
    return Contact.objects.filter(case_id=case, how__in=SPOKEN, told=True, on__gte=on)


@dataclass(frozen=True)
class Telling:
    """How long it took from a meeting to the practitioner knowing. Days are working days."""

    meeting_date: dt.date
    called_on: dt.date | None
    wrote_on: dt.date | None

    @property
    def told_on(self) -> dt.date | None:
        """The day they knew, by whichever came first."""
        days = [each for each in (self.called_on, self.wrote_on) if each]
        return min(days) if days else None

    @property
    def working_days(self) -> int | None:
        """Working days from the meeting to being told; None while they have not been."""
        return working_days_between(self.meeting_date, self.told_on) if self.told_on else None

    @property
    def in_words(self) -> str:
        """Such as "told 1 working day after the meeting, in a call; the letter has not gone out yet"."""
        if self.told_on is None:
            return "the practitioner has not been told yet"
        told = f"told {in_working_days(self.meeting_date, self.told_on)} the meeting"
        if self.wrote_on is None:
            return f"{told}, in a call; the letter has not gone out yet"
        if self.called_on and self.called_on < self.wrote_on:
            after = in_working_days(self.meeting_date, self.wrote_on)
            return f"{told}, in a call; the letter went out {after} it"
        return told


def in_working_days(start: dt.date, end: dt.date) -> str:
    """Return "2 working days after", or "on the day of"."""
    days = working_days_between(start, end)
    if start == end:
        return "on the day of"
    return f"{days} working day{'' if days == 1 else 's'} after"


def tellings(case: Case, letters: Iterable[Letter]) -> dict[int | None, Telling]:
    """Return, by the decision's key, how the practitioner was told of it; one query whatever the letters."""
    meetings: dict[int, dt.date] = {}
    wrote: dict[int, dt.date] = {}
    for letter in letters:
        if letter.decision_id is None or letter.meeting_date is None:
            continue
        meetings[letter.decision_id] = letter.meeting_date
        out_on = letter.went_out_on
        if out_on:
            wrote[letter.decision_id] = min(wrote.get(letter.decision_id, out_on), out_on)
    if not meetings:
        return {}
    calls = Contact.objects.filter(case=case, how__in=SPOKEN, told=True, on__gte=min(meetings.values()))
    called = sorted(calls.values_list("on", flat=True))
    return told_of(meetings, wrote=wrote, called=called)


def told_of(
    meetings: Mapping[int, dt.date], *, wrote: Mapping[int, dt.date], called: Sequence[dt.date]
) -> dict[int | None, Telling]:
    """Return how each decision of one case was told, all by the decision's key.

    `meetings` are the days of the decisions, `wrote` those on which their letters went out, and `called`,
    in order, those of the calls in which the practitioner was told.
    """
    return {
        decision: Telling(
            meeting_date=met_on,
            called_on=_first_call(called, met_on, meetings.values()),
            wrote_on=wrote.get(decision),
        )
        for decision, met_on in meetings.items()
    }


def _first_call(called: Sequence[dt.date], met_on: dt.date, meetings: Iterable[dt.date]) -> dt.date | None:
    """Return the first call after a meeting; one after the next meeting tells of that one."""
    next_one = min((other for other in meetings if other > met_on), default=dt.date.max)
    return next((on for on in called if met_on <= on < next_one), None)
