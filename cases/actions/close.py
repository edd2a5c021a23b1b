"""Closing a case."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events
from cases.actions.record import SafetyAnswer, write_safety
from cases.actions.summary import summarise
from cases.models import Case, StepAfterClosing
from cases.models.case import Closing
from cases.policies import check_can_move, check_ready_to_close, step_in_force
from cases.stages import Stage
from ui.dates import today
from ui.refusals import Refusal


@dataclass(frozen=True)
class StepAnswer:
    """What becomes of the immediate step: it ends today, `why`; or `kept_by` looks after it `until` a day."""

    ends: bool
    why: str = ""
    kept_by: str = ""
    until: dt.date | None = None


@transaction.atomic
def close(
    *, case: Case, closing: Closing, closing_note: str, by: Person, step: StepAnswer | None = None
) -> Case:
    """Close the case, once nothing is owed that must come first. Lessons may go on.

    Where an immediate step keeps people safe, `step` says what becomes of it.
    """
    case = Case.objects.locked(case.pk)
    if case.stage == Stage.CLOSED:
        return case
    check_has(by, Permission.CASE_CLOSE, within=case.organisation)
    check_can_move(case, Stage.CLOSED)
    check_ready_to_close(case)
    now = timezone.now()
    _see_to_the_step(case=case, step=step, by=by, at=now)
    case.stage = Stage.CLOSED
    case.closed_at, case.closed_by = now, by
    case.closing, case.closing_note = closing, closing_note
    case.save(update_fields=["stage", "closed_at", "closed_by", "closing", "closing_note"])
    summarise(case=case)
    record(events.CLOSED, by=by, case=case, closing=str(closing))
    return case


def _see_to_the_step(*, case: Case, step: StepAnswer | None, by: Person, at: dt.datetime) -> None:
    """Write what becomes of an immediate step in force, so that none is forgotten when its case closes."""
    check = step_in_force(case)
    if check is None:
        return
    if step is None or not (step.why if step.ends else step.kept_by and step.until):
        raise Refusal("An immediate step is in force. Say why it ends, or who looks after it until when.")
    if step.until and step.until < today():
        raise Refusal("The day until which the immediate step goes on has passed. Choose a later one.")
    StepAfterClosing.objects.create(
        safety=check,
        ends=step.ends,
        why=step.why if step.ends else "",
        kept_by="" if step.ends else step.kept_by,
        until=None if step.ends else step.until,
        said_by=by,
        said_at=at,
    )
    if step.ends:
        record(events.STEP_ENDED, by=by, case=case, subject=check)
        write_safety(case=case, answer=SafetyAnswer(unsafe=False), by=by)
    else:
        record(events.STEP_KEPT, by=by, case=case, subject=check, until=step.until)
