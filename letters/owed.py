"""What must be told before a case closes, and what is told once it is."""

from cases.models import Case
from cases.policies import at_closing, before_closing
from letters.models import Letter
from pag.models import Decision
from ui.dates import day


@before_closing
def outcomes_told(case: Case) -> list[str]:
    """Return a sentence for each decision of whose outcome no letter has gone out."""
    told = Letter.objects.of_case(case).told().filter(decision__isnull=False).values("decision")
    untold = Decision.objects.of_case(case).exclude(pk__in=told)
    return [
        f"{case.practitioner.name} has not been told the outcome of the meeting on "
        f"{day(decision.decided_on)}: the letter has not gone out."
        for decision in reversed(untold)
    ]


@at_closing
def closing_letter(case: Case) -> list[str]:
    """Say that the practitioner is told in writing, too; the letter can be begun once the case is closed."""
    letter = (
        f"A closing letter to {case.practitioner.name}: what closing means, what stays on record, and who is "
        "still there for them. Ring first; then find it under “Letters”."
    )
    return [letter]
