"""The steps of a story as moments in order: each is something somebody did on a day."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desk.demo.clock import at, days_ago


@dataclass(order=True)
class Step:
    """Something that happens at a moment; steps of the same moment keep the order they were told in."""

    moment: dt.datetime
    number: int
    do: Callable[[], Any] = field(compare=False)


class Story:
    """Collects steps and plays them in order of time."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, ago: int, do: Callable[[], Any], *, hour: int = 10, minute: int = 0) -> None:
        """Let something happen `ago` days ago; what would come before today's dawn waits its turn."""
        self.steps.append(Step(days_ago(max(ago, 0), hour=hour, minute=minute), len(self.steps), do))

    def play(self) -> None:
        """Play every step at its moment."""
        for step in sorted(self.steps):
            with at(step.moment):
                step.do()
