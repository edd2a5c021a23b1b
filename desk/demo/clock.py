"""Telling a story at the days it happened."""

import datetime as dt
from contextlib import AbstractContextManager

from ui.dates import LONDON, today


def days_ago(days: int, *, hour: int = 10, minute: int = 0) -> dt.datetime:
    """Return the moment that many days ago, at that time in London; never later than now."""
    moment = dt.datetime.combine(today() - dt.timedelta(days=days), dt.time(hour, minute), LONDON)
    return min(moment, dt.datetime.now(LONDON))


def at(moment: dt.datetime) -> AbstractContextManager[object]:
    """Let the clock show `moment` inside the block, and run on from there."""
    # The image, which serves real cases, goes without it.
    import time_machine

    return time_machine.travel(moment, tick=True)
