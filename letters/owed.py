"""What must be told before a case closes, and what is told once it is."""

from django.urls import reverse

from cases.models import Case
from cases.policies import Owed, Way, at_closing, before_closing
from letters.advice import untold_in
from letters.models import Letter
from letters.summary import untold
from letters.transitions import State
from ui.dates import day


@before_closing
def outcomes_told(case: Case) -> list[Owed]:
    """Name each decision of whose outcome no letter has gone out, with the letter that tells it."""
    about = Letter.objects.of_case(case).filter(decision__isnull=False).exclude(state=State.SET_ASIDE)
    letters = {letter.decision_id: letter for letter in about}
    return [
        Owed(
            f"{case.practitioner.name} has not been told the outcome of the meeting on "
            f"{day(decision.decided_on)}: the letter has not gone out.",
            (_letter(case, letters.get(decision.pk)),),
        )
        for decision in untold(case)
    ]


@before_closing
def advice_told(case: Case) -> list[Owed]:
    """Name what was decided on the group's advice, where no letter has gone out since that could tell it."""
    return [
        Owed(
            f"{case.practitioner.name} has not been told in a letter what {final.name} decided on the "
            f"group's advice on {day(final.made_on)}.",
            (Way("Go to the letters", reverse("letters", args=[case.reference])),),
        )
        for final in untold_in(case)
    ]


def _letter(case: Case, letter: Letter | None) -> Way:
    if letter is None:
        return Way("Write the letter", reverse("letters", args=[case.reference]))
    done = {State.DRAFT: "Finish the letter and approve it", State.READY: "Send the letter"}
    label = done.get(State(letter.state), "See what became of the letter")
    return Way(label, reverse("letter", args=[case.reference, letter.number]))


@at_closing
def closing_letter(case: Case) -> list[Owed]:
    """Say that the practitioner is told in writing, too; the letter can be begun once the case is closed."""
    sentence = (
        f"A closing letter to {case.practitioner.name}: what closing means, what stays on record, and who is "
        "still there for them. Ring first; then find it under “Letters”."
    )
    return [Owed(sentence)]
