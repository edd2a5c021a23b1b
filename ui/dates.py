"""Dates and times in the words people use, always London's."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
# How much of a week, month or year must have passed for "nearly" a whole one.
NEARLY = 0.7


def now() -> dt.datetime:
    """Return this moment in London time."""
    return timezone.now().astimezone(LONDON)


def today() -> dt.date:
    """Return London's date now."""
    return now().date()


def as_day(value: dt.date | dt.datetime) -> dt.date:
    """Return the London date of a moment, or the date itself."""
    if isinstance(value, dt.datetime):
        return (value.astimezone(LONDON) if timezone.is_aware(value) else value).date()
    return value


def day(value: dt.date | dt.datetime | None) -> str:
    """Return "3 March 2026"; empty for None."""
    if value is None:
        return ""
    date = as_day(value)
    return f"{date.day} {date:%B %Y}"


def short_day(value: dt.date | dt.datetime) -> str:
    """Return "3 Mar 2026", which no line breaks, for narrow columns."""
    date = as_day(value)
    return f"{date.day}\u00a0{date:%b}\u00a0{date.year}"


def clock(value: dt.datetime) -> str:
    """Return "14:02"."""
    return f"{value.astimezone(LONDON):%H:%M}"


def when(value: dt.datetime | None) -> str:
    """Return "3 March 2026 at 14:02"; empty for None."""
    return "" if value is None else f"{day(value)} at {clock(value)}"


def ago(value: dt.date | dt.datetime | None, *, on: dt.date | None = None) -> str:
    """Return how far a date lies from `on` (London's today): "yesterday", "3 days ago", "in 2 weeks"."""
    if value is None:
        return ""
    days = ((on or today()) - as_day(value)).days
    named = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if days in named:
        return named[days]
    size = abs(days)
    if size < 14:
        span = f"{size} days"
    elif size < 60:
        span = _about(size / 7, "weeks")
    elif size < 730:
        span = _about(size / 30, "months")
    else:
        span = _about(size / 365, "years")
    return f"{span} ago" if days > 0 else f"in {span}"


def _about(size: float, unit: str) -> str:
    """Return "2 weeks", or "nearly 3 weeks" where little is wanting."""
    whole = int(size)
    return f"nearly {whole + 1} {unit}" if size - whole >= NEARLY else f"{whole} {unit}"
