"""What there is to write next."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case
from cases.stages import Stage
from letters import promises
from letters.advice import untold_in
from letters.models import Kind, Letter
from letters.transitions import State
from letters.work import sentence
from ui.dates import today

CLOSING = "Write the closing letter: what closing means, what stays on record, and who is still there."


@dataclass(frozen=True)
class Suggestion:
    """One next step, and where it is taken."""

    sentence: str
    url: str


def suggestions(case: Case, letters: list[Letter]) -> list[Suggestion]:
    """Return the next steps with the letters of a case: those begun first, then those nobody has begun."""
    on = today()
    begun = set(Letter.objects.of_case(case).needing_somebody().only("pk", "kind"))
    found = [
        Suggestion(f"{sentence(letter, on=on)}.", letter.get_absolute_url())
        for letter in letters
        if letter in begun
    ]
    kinds = {letter.kind for letter in letters if letter.state != State.SET_ASIDE}
    new = reverse("letter_new", args=[case.reference])
    if case.stage == Stage.CLOSED:
        if not Letter.objects.since_closing(case).exists():
            found.append(Suggestion(CLOSING, f"{new}?which={Kind.CLOSING}"))
        return found
    if case.ended:
        return found or _withdrawn(case, new)
    if Kind.UPDATE not in {letter.kind for letter in begun}:
        found += [
            Suggestion(
                f"Ring, and then write what {final.name} decided on the group's advice.",
                f"{new}?which={Kind.UPDATE}",
            )
            for final in untold_in(case)
        ]
    if not any(letter.kind != Kind.CLOSING for letter in begun):
        found += _next_update(case, new, on=on)
    if Kind.FIRST not in kinds and case.first_with_group_on is None:
        found.append(Suggestion("Write the first letter: a concern has been raised.", f"{new}?which=first"))
    elif not kinds & {Kind.REFLECTIONS, Kind.OUTCOME} and not case.accounts.exists():
        found.append(
            Suggestion(
                "Ask for the practitioner's own account before the group meets.", f"{new}?which=reflections"
            )
        )
    return found


def _next_update(case: Case, new: str, *, on: dt.date) -> list[Suggestion]:
    """Return the two ways to keep a promise that is near: in writing, or in a call."""
    promised = promises.promised_for(case)
    if promised is None or promised > on + promises.NEAR:
        return []
    expects = promises.in_words(case.practitioner.name, promised, on=on)
    return [
        Suggestion(f"{expects}. Write an update, even without news.", f"{new}?which={Kind.UPDATE}"),
        Suggestion("Or ring, and log the call.", reverse("case_contact", args=[case.reference])),
    ]


def _withdrawn(case: Case, new: str) -> list[Suggestion]:
    """Return the two ways to tell somebody who had heard of the case that it is withdrawn."""
    if promises.promised_for(case) is None:
        return []
    return [
        Suggestion("Ring first, and log the call.", reverse("case_contact", args=[case.reference])),
        Suggestion(
            f"{promises.tell_withdrawn(case)}: write the closing letter.", f"{new}?which={Kind.CLOSING}"
        ),
    ]
