"""Which letters quote the words of a concern."""

from django.db.models import Q

from cases.models import Concern
from cases.policies import register_quotes
from letters.models import Kind, Letter
from letters.transitions import State
from ui.dates import day


@register_quotes
def letters_that_quote(concern: Concern) -> list[str]:
    """Say of each letter that quotes the concern whether it has gone out, and what to do then."""
    name = concern.case.practitioner.name
    letters = Letter.objects.of_case(concern.case).exclude(state=State.SET_ASIDE)
    said = []
    quoting = Q(text__contains=concern.summary.strip())
    for letter in letters.annotate(quotes=quoting).filter(quoting | Q(kind=Kind.FIRST)):
        title = f"Letter {letter.number} to {name} ({letter.get_kind_display().lower()})"
        if not letter.quotes:
            said.append(
                f"{title} tells of the concern in its own words. Look whether what you correct touches it: "
                "what was sent stays as it was."
            )
        elif letter.went_out_on:
            said.append(
                f"{title}, which went out on {day(letter.went_out_on)}, quotes these words. What was sent "
                f"stays as it was: tell {name} what you correct, and write again where it matters."
            )
        else:
            said.append(f"{title} quotes these words and has not gone out. Change it there as well.")
    return said
