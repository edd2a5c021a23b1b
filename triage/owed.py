"""What triage still owes before a case closes."""

from django.urls import reverse

from cases.models import Case
from cases.policies import Owed, Way, before_closing
from cases.stages import Stage


@before_closing
def not_triaged(case: Case) -> list[Owed]:
    """A case that was only received is triaged, or withdrawn; it is not closed unread."""
    if case.stage != Stage.RECEIVED:
        return []
    waits = (
        f"{case.advisor.name} has still to declare" if case.advisor else "nobody has been asked for it yet"
    )
    return [
        Owed(
            f"The triage of the concern is still to be written: {waits}.",
            (
                Way("Look at the triage", reverse("triage", args=[case.reference])),
                Way(
                    "Withdraw the case, where the concern was withdrawn or recorded by mistake",
                    reverse("case_withdraw", args=[case.reference]),
                ),
            ),
        )
    ]
