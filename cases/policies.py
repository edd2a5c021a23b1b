"""May anyone, in this state? Each check raises a Refusal with the reason; apps above add theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case, Concern, SafetyCheck, StepAfterClosing
from cases.stages import LOOKED_INTO, MOVES, Stage, can_move
from ui.refusals import Refusal


@dataclass(frozen=True)
class Way:
    """A page on which something is put right, and what its link says."""

    label: str
    url: str


@dataclass(frozen=True)
class Owed:
    """Something still to be settled, to whom it is owed, and the ways to settle it."""

    sentence: str
    ways: tuple[Way, ...] = ()


# What must be settled before closing. Apps above register theirs when they start.
OwedCheck = Callable[[Case], list[Owed]]
_closing_checks: list[OwedCheck] = []
_reminders: list[OwedCheck] = []


def before_closing(check: OwedCheck) -> OwedCheck:
    """Register a check: what it returns keeps a case from closing."""
    _closing_checks.append(check)
    return check


def at_closing(check: OwedCheck) -> OwedCheck:
    """Register a check: what it returns is shown at closing, and keeps nothing from closing."""
    _reminders.append(check)
    return check


def owed_before_closing(case: Case) -> list[Owed]:
    """Return what must be settled before `case` can close."""
    return [owed for check in _closing_checks for owed in check(case)]


def left_at_closing(case: Case) -> list[Owed]:
    """Return what may go on after closing."""
    return [owed for check in _reminders for owed in check(case)]


# Where the words of a concern were quoted, in sentences. Apps above register theirs when they start.
Quotes = Callable[[Concern], list[str]]
_quotes: list[Quotes] = []


def register_quotes(quotes: Quotes) -> Quotes:
    """Register what says where the words of a concern are quoted."""
    _quotes.append(quotes)
    return quotes


def quoted(concern: Concern) -> list[str]:
    """Return, in sentences, where the words of the concern are quoted."""
    return [sentence for quotes in _quotes for sentence in quotes(concern)]


@before_closing
def still_looked_into(case: Case) -> list[Owed]:
    """An investigation or monitoring is finished first, and the practitioner told what came of it."""
    if case.stage not in LOOKED_INTO:
        return []
    return [
        Owed(
            f"The case is at “{case.get_stage_display()}”: say first what came of it.",
            (Way("It is finished: record what came of it", reverse("case_conclude", args=[case.reference])),),
        )
    ]


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
        raise Refusal("This case cannot close yet. " + " ".join(each.sentence for each in owed))


def check_can_conclude(case: Case) -> None:
    """Raise Refusal unless the case is under investigation or being monitored."""
    if case.stage not in LOOKED_INTO:
        raise Refusal(
            f"This case is at “{case.get_stage_display()}”. Only an investigation or a monitoring is "
            "finished here. Look at where the case stands now."
        )


def step_in_force(case: Case) -> SafetyCheck | None:
    """Return the newest answer about safety where it carries an immediate step, else None."""
    newest = SafetyCheck.objects.filter(case=case).first()
    return newest if newest and newest.unsafe else None


def step_kept(case: Case) -> StepAfterClosing | None:
    """Return who looks after an immediate step that goes on after closing, and until when."""
    step = step_in_force(case)
    said = step.closings.first() if step else None
    return said if said and not said.ends else None


def check_open(case: Case) -> None:
    """Raise Refusal for a case that is closed or withdrawn."""
    if case.ended:
        raise Refusal(f"This case is {case.get_stage_display().lower()}. Open it again before changing it.")
