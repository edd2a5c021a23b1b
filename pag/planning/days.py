"""The days of a series, and what stands out about a day: a weekend, a bank holiday, another meeting."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from clocks.holidays import published
from clocks.working_days import add_working_days, is_working_day, working_days_between
from ui.dates import day as in_words

MOST = 26
WEEK = dt.timedelta(weeks=1)
SATURDAY = 5


@dataclass(frozen=True)
class OddDay:
    """A day to think about: why, and the next working day on which the group does not meet yet."""

    day: dt.date
    why: str
    instead: dt.date


def days_of_series(
    first: dt.date, *, every_weeks: int, last: dt.date | None = None, number: int | None = None
) -> list[dt.date]:
    """Return the days from `first` on until `last`, or as many as `number`; at most one more than MOST."""
    limit = number or MOST + 1
    days = [first + WEEK * every_weeks * step for step in range(min(limit, MOST + 1))]
    return [day for day in days if last is None or day <= last]


def odd_days(days: Collection[dt.date], *, taken: Collection[dt.date]) -> dict[dt.date, OddDay]:
    """Return what stands out, by day; `taken` are the days on which the group meets already."""
    busy = {*days, *taken}
    found = {}
    for day in sorted(days):
        reasons = [why_not_working(day), "The group meets already on this day" if day in taken else ""]
        why = ". ".join(filter(None, reasons))
        if why:
            found[day] = OddDay(day, why, _free_day_after(day, busy))
    return found


def why_not_working(day: dt.date) -> str:
    """Return why nobody works on `day` ("A Saturday", "A bank holiday: Good Friday"); empty where they do."""
    if is_working_day(day):
        return ""
    if day.weekday() >= SATURDAY:
        return f"A {day:%A}"
    name = published().get(day)
    return f"A bank holiday: {name}" if name else "A bank holiday"


def with_weekday(day: dt.date) -> str:
    """Return "Monday 3 March 2026"."""
    return f"{day:%A} {in_words(day)}"


def as_long_before(day: dt.date, *, papers_due: dt.date, meets: dt.date) -> dt.date:
    """Return when papers are due for `day`: as many working days before it as `papers_due` is before `meets`.

    Where that would be none, it is the working day on or before `day`.
    """
    due = add_working_days(day, -working_days_between(papers_due, meets))
    return due if is_working_day(due) else add_working_days(due, -1)


def _free_day_after(day: dt.date, busy: Collection[dt.date]) -> dt.date:
    following = add_working_days(day, 1)
    while following in busy:
        following = add_working_days(following, 1)
    return following
