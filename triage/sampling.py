"""Which triages are scored a second time: drawn by chance alone, the same for every colour.

So being asked says nothing about how the first advisor scored. Every Red may be scored again in addition.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import randbelow

Roll = Callable[[], int]

_roll: ContextVar[Roll | None] = ContextVar("roll", default=None)


def by_chance() -> int:
    """Return a number from 0 to 99 that nobody can foresee."""
    return randbelow(100)


def is_drawn(per_hundred: int) -> bool:
    """Draw once: true `per_hundred` times in a hundred."""
    roll = _roll.get() or by_chance
    return roll() < per_hundred


@contextmanager
def rolling(roll: Roll) -> Iterator[None]:
    """Draw by `roll`, which gives a number from 0 to 99, not by chance: for tests and demonstrations."""
    token = _roll.set(roll)
    try:
        yield
    finally:
        _roll.reset(token)
