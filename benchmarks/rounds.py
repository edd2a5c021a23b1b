"""Timing two ways of doing something against each other."""

import statistics
import time
from collections.abc import Callable


def medians(ways: list[Callable[[], object]], *, rounds: int) -> list[float]:
    """Return the median seconds of each way; every round takes all of them, in turning order."""
    for way in ways:
        way()
    taken: list[list[float]] = [[] for _way in ways]
    for number in range(rounds):
        order = [(number + place) % len(ways) for place in range(len(ways))]
        for place in order:
            start = time.perf_counter()
            ways[place]()
            taken[place].append(time.perf_counter() - start)
    return [statistics.median(each) for each in taken]
