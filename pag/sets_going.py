"""What recording a decision sets going, in sentences: read before it is final."""

from cases.models import Case
from cases.stages import Stage
from clocks.rules import LETTER_AFTER_MEETING, deadline
from pag.kinds import stage_after
from pag.models import Decision
from ui.dates import day
from ui.words import counted


def sets_going(decision: Decision, *, actions: int, arranged: int) -> list[str]:
    """Return what happens once `decision` is recorded, with that many actions and things arranged."""
    case, name = decision.item.case, decision.item.case.practitioner.name
    told = deadline(LETTER_AFTER_MEETING, decision.decided_on, case.organisation)
    sentences = [
        "It is recorded once and then stays as it is. Nothing on this page can be changed afterwards.",
        _stage(case, stage_after(decision.kinds)),
        f"A draft of the letter to {name} is made from these words. Nothing is sent yet.",
        f"The case manager is asked to tell {name} by {day(told.on)}.",
    ]
    if actions:
        sentences.append(
            f"{counted(actions, 'action')} can be followed under “Group”, and on the lists of work of owners "
            "who sign in here."
        )
    if arranged:
        sentences.append(
            "What is to be arranged, by whom and by when is kept with the decision, and nobody is reminded "
            "of it. Add an action for what should not be forgotten."
        )
    if decision.final_due:
        sentences.append(
            f"The case manager is asked to record what {decision.final_name} decides on the group's advice, "
            f"by {day(decision.final_due)}."
        )
    if decision.is_adjournment:
        sentences.append("The case manager is asked to put the case on an agenda again.")
    return sentences


def _stage(case: Case, after: Stage) -> str:
    if case.stage == after:
        return f"The case stays at “{after.label}”."
    return f"The case moves from “{case.get_stage_display()}” to “{after.label}”."
