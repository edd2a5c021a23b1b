"""Moving a case from one stage to another: the only way a stage changes."""

import datetime as dt
import uuid

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events
from cases.actions.access import close_access
from cases.actions.record import log_contact, note
from cases.actions.summary import summarise
from cases.models import Case, Note, Part
from cases.policies import check_can_conclude, check_can_move, step_in_force
from cases.signals import opened_again, withdrawn
from cases.stages import Stage
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def move(*, case: Case, to: Stage, by: Person) -> Case:
    """Move the case along the table of stages; meetings, triage and letters ask for it.

    Closing has an action of its own. Moving to where the case is already changes nothing.
    """
    case = Case.objects.locked(case.pk)
    if case.stage != to:
        write_stage(case=case, to=to, by=by)
        summarise(case=case)
    return case


def write_stage(*, case: Case, to: Stage, by: Person) -> None:
    """Write the move and its event; the caller holds the case, and summarises it once all is written."""
    if case.stage == to:
        return
    check_can_move(case, to)
    start = case.stage
    case.stage = to
    if to == Stage.WITH_GROUP and case.first_with_group_on is None:
        case.first_with_group_on = today()
    case.save(update_fields=["stage", "first_with_group_on"])
    record(events.MOVED, by=by, case=case, start=str(start), end=str(to))
    if start == Stage.INVESTIGATION:
        close_access(case=case, source=Part.INVESTIGATOR, by=by)


@transaction.atomic
def conclude(
    *,
    case: Case,
    came_of: str,
    told_how: str,
    told_on: dt.date,
    submission_key: uuid.UUID,
    by: Person,
) -> Case:
    """Finish an investigation or a monitoring that leaves the group nothing to decide.

    The practitioner has been told first: their contact is logged with it. A second click changes nothing.
    """
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    if Note.ever.filter(case=case, submission_key=submission_key).exists():
        return case
    check_can_conclude(case)
    what = case.get_stage_display().lower()
    note(case=case, text=f"What came of the {what}: {came_of}", by=by, submission_key=submission_key)
    log_contact(
        case=case,
        how=told_how,
        on=told_on,
        summary=f"Told what came of the {what}: {came_of}",
        told=True,
        listened=False,
        by=by,
        submission_key=submission_key,
    )
    return move(case=case, to=Stage.OUTCOME, by=by)


@transaction.atomic
def withdraw(*, case: Case, reason: str, submission_key: uuid.UUID, by: Person) -> Case:
    """Withdraw the case, with the reason as a note; its history stays."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_CLOSE, within=case.organisation)
    if case.stage == Stage.WITHDRAWN:
        return case
    if step_in_force(case):
        raise Refusal(
            "An immediate step is in force. Answer “Is anyone unsafe today?” on the case first, so that "
            "nobody goes on with a step whose case is withdrawn."
        )
    case = move(case=case, to=Stage.WITHDRAWN, by=by)
    note(case=case, text=f"Withdrawn: {reason}", by=by, submission_key=submission_key)
    withdrawn.send(sender=Case, case=case, by=by)
    return case


@transaction.atomic
def reopen(*, case: Case, reason: str, submission_key: uuid.UUID, by: Person) -> Case:
    """Open a closed or withdrawn case again, with the reason as a note: back to the group, or to the start.

    A second click changes nothing.
    """
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_CLOSE, within=case.organisation)
    if Note.ever.filter(case=case, submission_key=submission_key).exists():
        return case
    if not case.ended:
        raise Refusal("This case is open already.")
    to = Stage.RECEIVED if case.stage == Stage.WITHDRAWN else Stage.WITH_GROUP
    check_can_move(case, to)
    case.stage = to
    case.closed_at, case.closed_by, case.closing, case.closing_note = None, None, "", ""
    case.save(update_fields=["stage", "closed_at", "closed_by", "closing", "closing_note"])
    record(events.REOPENED, by=by, case=case)
    note(case=case, text=f"Opened again: {reason}", by=by, submission_key=submission_key)
    opened_again.send(sender=Case, case=case, by=by)
    summarise(case=case)
    return case
