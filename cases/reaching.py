"""How a practitioner is reached: their numbers, who represents them, and what apps above know they wish."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Person
from cases.models import Case
from ui.dates import today


@dataclass(frozen=True)
class Line:
    """One line of what to know before being in touch."""

    label: str
    words: str


# What else is known of how somebody wishes to be reached, where it is open to the person who asks.
Wishes = Callable[[Person, Case], list[Line]]
_wishes: list[Wishes] = []


def register_wishes(wishes: Wishes) -> None:
    """Register what tells how practitioners wish to be reached. Apps call this when they start."""
    _wishes.append(wishes)


def how_to_reach(person: Person, case: Case) -> list[Line]:
    """Return what to know before ringing or writing; `person` runs the case."""
    who = case.practitioner
    found = [
        Line("Telephone", who.phone or "No number is recorded"),
        Line("Private e-mail", who.private_email),
    ]
    found += [line for wishes in _wishes for line in wishes(person, case)]
    for each in who.representatives.current(on=today()):
        named = ", ".join(filter(None, [each.name, each.organisation_name, each.phone, each.email]))
        found.append(Line("Represented by", named))
        found.append(Line("They may be told", each.consent_scope))
    return [line for line in found if line.words]
