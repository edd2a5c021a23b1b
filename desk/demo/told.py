"""One case of the stories while it is told: what is to come of it, and what there is of it by now."""

import datetime as dt
from typing import Any

from cases.models import Case
from desk.demo.cast import Cast
from pag.models import AgendaItem
from ui.dates import today


class Told:
    """One case being told. `case` is there once it has been opened, `item` once it is on an agenda."""

    case: Case
    item: AgendaItem

    def __init__(self, told: dict[str, Any], cast: Cast) -> None:
        self.told, self.cast = told, cast
        self.received = told["received_days_ago"]
        # Fixed before the clock is turned back.
        decided_ago = (told["decision"] or {}).get("days_ago", 0)
        self.meeting_day = today() - dt.timedelta(days=decided_ago)
        self.next_meeting_day = today() + dt.timedelta(days=cast.next_meeting_in)
