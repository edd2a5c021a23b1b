"""England's bank holidays: the list the government has published, and the standing rule after it ends."""

import datetime as dt
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

MONDAY = 0


@cache
def published() -> dict[dt.date, str]:
    """Return each published holiday with its name, from the copy that comes with the package.

    The list holds the days that no rule foretells: jubilees, a coronation, a state funeral.
    """
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return {holiday["date"]: holiday["title"] for holiday in holidays}


@cache
def holidays_of(year: int) -> frozenset[dt.date]:
    """Return the bank holidays of a year: as published, or by the standing rule where nothing is yet."""
    listed = frozenset(day for day in published() if day.year == year)
    return listed or by_rule(year)


def by_rule(year: int) -> frozenset[dt.date]:
    """Return the eight standing holidays, those that fall on a weekend moved to the next free weekday."""
    easter = easter_sunday(year)
    fixed = [
        easter - dt.timedelta(days=2),
        easter + dt.timedelta(days=1),
        _monday_from(dt.date(year, 5, 1)),
        _monday_from(dt.date(year, 5, 25)),
        _monday_from(dt.date(year, 8, 25)),
    ]
    days = set(fixed)
    for wanted in (dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)):
        day = wanted
        while day.weekday() > 4 or day in days:
            day += dt.timedelta(days=1)
        days.add(day)
    return frozenset(days)


def easter_sunday(year: int) -> dt.date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous algorithm, as Meeus gives it)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return dt.date(year, month, day + 1)


def _monday_from(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=(MONDAY - day.weekday()) % 7)
