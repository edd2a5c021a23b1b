"""What there is to write next."""

from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case
from letters.models import Kind, Letter
from letters.transitions import State
from letters.work import sentence
from ui.dates import today


@dataclass(frozen=True)
class Suggestion:
    """One next step, and where it is taken."""

    sentence: str
    url: str


def suggestions(case: Case, letters: list[Letter]) -> list[Suggestion]:
    """Return the next steps with the letters of a case: those begun first, then those nobody has begun."""
    if case.ended:
        return []
    on = today()
    begun = set(Letter.objects.of_case(case).needing_somebody().only("pk"))
    found = [
        Suggestion(f"{sentence(letter, on=on)}.", letter.get_absolute_url())
        for letter in letters
        if letter in begun
    ]
    kinds = {letter.kind for letter in letters if letter.state != State.SET_ASIDE}
    new = reverse("letter_new", args=[case.reference])
    if Kind.FIRST not in kinds and case.before_group_on is None:
        found.append(Suggestion("Write the first letter: a concern has been raised.", new))
    elif not kinds & {Kind.REFLECTIONS, Kind.OUTCOME} and not case.accounts.exists():
        found.append(Suggestion("Ask for the practitioner's own account before the group meets.", new))
    return found
