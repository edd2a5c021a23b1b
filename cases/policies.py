"""May anyone, in this state? Each check raises a Refusal with the reason; apps above add theirs."""

from collections.abc import Callable

from cases.models import Case
from cases.stages import MOVES, Stage, can_move
from ui.refusals import Refusal

# What must be settled before closing: each returns sentences saying what is still owed, and to whom.
# Apps above register theirs when they start.
OwedCheck = Callable[[Case], list[str]]
_closing_checks: list[OwedCheck] = []
_reminders: list[OwedCheck] = []


def before_closing(check: OwedCheck) -> OwedCheck:
    """Register a check whose sentences keep a case from closing."""
    _closing_checks.append(check)
    return check


def at_closing(check: OwedCheck) -> OwedCheck:
    """Register a check whose sentences are shown at closing and keep nothing from closing."""
    _reminders.append(check)
    return check


def owed_before_closing(case: Case) -> list[str]:
    """Return what must be settled before `case` can close, in sentences."""
    return [sentence for check in _closing_checks for sentence in check(case)]


def left_at_closing(case: Case) -> list[str]:
    """Return what may go on after closing, in sentences."""
    return [sentence for check in _reminders for sentence in check(case)]


def check_can_move(case: Case, end: Stage) -> None:
    """Raise Refusal unless the table of stages lets `case` go to `end`."""
    if can_move(case.stage, end):
        return
    choices = ", ".join(
        f"“{stage.label}”" for stage in sorted(MOVES[Stage(case.stage)], key=list(Stage).index)
    )
    raise Refusal(
        f"This case is at “{case.get_stage_display()}” and cannot go to “{end.label}” from there. "
        f"It can go to: {choices}."
    )


def check_ready_to_close(case: Case) -> None:
    """Raise Refusal, naming what is still owed, unless the case may close."""
    owed = owed_before_closing(case)
    if owed:
        raise Refusal("This case cannot close yet. " + " ".join(owed))


def check_open(case: Case) -> None:
    """Raise Refusal for a case that is closed or withdrawn."""
    if case.ended:
        raise Refusal(f"This case is {case.get_stage_display().lower()}. Open it again before changing it.")
