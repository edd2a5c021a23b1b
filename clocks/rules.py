"""When something is due: the date, with the rule it was counted by."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from clocks.models import DeadlineRule
from clocks.working_days import add_working_days

# Keys of the rules the product asks for; each has a default in data/.
CALL_AFTER_MEETING = "call_after_meeting"
LETTER_AFTER_MEETING = "letter_after_meeting"
COMMENTS_ON_TRIAGE = "comments_on_triage"
ACTION_REMINDER = "action_reminder"
ACTION_REMINDER_AFTER = "action_reminder_after"


class HasKey(Protocol):
    """An organisation, or anything that stands for one by its key."""

    pk: int


@dataclass(frozen=True)
class Deadline:
    """A day something is due, and the rule that says so. It stays with that rule when rules change."""

    on: dt.date
    start: dt.date
    rule: DeadlineRule

    def __str__(self) -> str:
        default = " (usual; not yet confirmed here)" if self.rule.assumed else ""
        return f"{self.rule.in_words} from {self.start:%-d %B %Y}{default}"


def deadline(key: str, start: dt.date, organisation: HasKey | None) -> Deadline:
    """Return when what `key` names is due, counted from `start` by the rule in force on that day.

    The start itself is not counted. Raises LookupError where no rule of that key was in force.
    """
    rules = DeadlineRule.objects.in_force(
        key, organisation_key=organisation.pk if organisation else None, on=start
    )
    rule = rules.first()
    if rule is None:
        raise LookupError(f"No rule called {key} was in force on {start}.")
    return Deadline(on=due(rule, start), start=start, rule=rule)


def due(rule: DeadlineRule, start: dt.date) -> dt.date:
    """Return the day that `rule` gives, counted from `start`."""
    if rule.unit == DeadlineRule.Unit.WORKING_DAYS:
        return add_working_days(start, rule.value)
    return start + dt.timedelta(days=rule.value)


def before(key: str, end: dt.date, organisation: HasKey | None) -> dt.date:
    """Return the day that lies before `end` by what `key` names, by the rule in force on that day.

    Raises LookupError where no rule of that key was in force.
    """
    rule = deadline(key, end, organisation).rule
    if rule.unit == DeadlineRule.Unit.WORKING_DAYS:
        return add_working_days(end, -rule.value)
    return end - dt.timedelta(days=rule.value)
