"""Counting in working days: no weekends, none of England's bank holidays."""

import datetime as dt

from clocks.holidays import holidays_of

ONE = dt.timedelta(days=1)
THURSDAY = 3


def is_working_day(day: dt.date) -> bool:
    """Tell whether people work on `day` in England."""
    return day.weekday() < 5 and day not in holidays_of(day.year)


def add_working_days(day: dt.date, n: int) -> dt.date:
    """Return the `n`th working day after `day`, which itself is not counted; before it for a negative `n`."""
    step = ONE if n >= 0 else -ONE
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Return how many working days after `start` have come by `end`: 0 on the day itself, 1 on the next.

    Negative where `end` lies before `start`.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + ONE * number) for number in range(1, (end - start).days + 1))


def is_calm_day(day: dt.date) -> bool:
    """Tell whether `day` is a working day from Monday to Thursday: somebody can be reached afterwards."""
    return day.weekday() <= THURSDAY and is_working_day(day)


def calm_day_from(day: dt.date) -> dt.date:
    """Return the day itself where it is calm, else the next that is."""
    while not is_calm_day(day):
        day += ONE
    return day


def calm_day_until(day: dt.date) -> dt.date:
    """Return the day itself where it is calm, else the last before it that is."""
    while not is_calm_day(day):
        day -= ONE
    return day
