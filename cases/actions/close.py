"""Closing a case."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events
from cases.actions.summary import summarise
from cases.models import Case
from cases.models.case import Closing
from cases.policies import check_can_move, check_ready_to_close
from cases.stages import Stage


@transaction.atomic
def close(*, case: Case, closing: Closing, closing_note: str, by: Person) -> Case:
    """Close the case, once nothing is owed that must come first. Lessons may go on."""
    case = Case.objects.locked(case.pk)
    if case.stage == Stage.CLOSED:
        return case
    check_has(by, Permission.CASE_CLOSE, within=case.organisation)
    check_can_move(case, Stage.CLOSED)
    check_ready_to_close(case)
    case.stage = Stage.CLOSED
    case.closed_at, case.closed_by = timezone.now(), by
    case.closing, case.closing_note = closing, closing_note
    case.save(update_fields=["stage", "closed_at", "closed_by", "closing", "closing_note"])
    summarise(case=case)
    record(events.CLOSED, by=by, case=case, closing=str(closing))
    return case
