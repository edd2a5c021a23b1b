"""What needs somebody today. Each app offers `work_for(person)`; `desk` merges them into one list."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkItem:
    """One thing to do, as a kind sentence: "Write to Dr Okafor: the group met 3 working days ago".

    `due` is a London date or None. `urgent` is for what may not wait, such as somebody unsafe.
    """

    sentence: str
    url: str
    reference: str = ""
    due: dt.date | None = None
    urgent: bool = False
    waiting_since: dt.date | None = None

    @property
    def order(self) -> tuple[bool, dt.date, dt.date]:
        """How the list is sorted: urgent first, then by due date, then whoever waits longest."""
        last = dt.date.max
        return (not self.urgent, self.due or last, self.waiting_since or last)
