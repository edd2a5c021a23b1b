"""Seeing an improvement action through: it is done, and somebody else has made sure."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.topics import LESSONS
from lessons import events
from lessons.models import ImprovementAction, SentBack
from lessons.permissions import check_can_assure, check_can_do
from lessons.policies import check_agreed
from ui.refusals import Refusal


@transaction.atomic
def complete_action(*, action: ImprovementAction, evidence: str, by: Person) -> ImprovementAction:
    """Mark an action done, saying what shows it. Doing so again changes nothing."""
    action = locked(action)
    check_can_do(by, action)
    check_agreed(action)
    if action.state == ImprovementAction.State.DONE:
        return action
    if not evidence.strip():
        raise Refusal("Say what was done, and where it can be seen.")
    action.state, action.evidence = ImprovementAction.State.DONE, evidence
    action.done_by, action.done_at = by, timezone.now()
    action.save(update_fields=["state", "evidence", "done_by", "done_at"])
    _record(events.ACTION_DONE, action, by)
    return action


@transaction.atomic
def assure_action(*, action: ImprovementAction, by: Person) -> ImprovementAction:
    """Record that somebody other than its owner made sure the action is done."""
    action = locked(action)
    check_can_assure(by, action)
    if action.state != ImprovementAction.State.DONE:
        raise Refusal("This action has not been marked as done yet.")
    if action.assured:
        return action
    action.assured_by, action.assured_at = by, timezone.now()
    action.save(update_fields=["assured_by", "assured_at"])
    _record(events.ACTION_ASSURED, action, by)
    return action


@transaction.atomic
def send_back(*, action: ImprovementAction, missing: str, by: Person) -> ImprovementAction:
    """Give an action that is not in place yet back to its owner, saying what is missing.

    What was said to be done is kept with it. Doing so again changes nothing.
    """
    action = locked(action)
    check_can_assure(by, action)
    if action.assured:
        raise Refusal("Somebody has made sure of this action already. Open it again to see who.")
    if action.state != ImprovementAction.State.DONE:
        if action.sent_back:
            return action
        raise Refusal("This action has not been marked as done yet.")
    if not missing.strip():
        raise Refusal("Say what is missing, so that its owner knows what to do.")
    SentBack.objects.create(action=action, missing=missing, evidence=action.evidence, by=by)
    action.state, action.evidence = ImprovementAction.State.OPEN, ""
    action.done_by, action.done_at = None, None
    action.save(update_fields=["state", "evidence", "done_by", "done_at"])
    _record(events.ACTION_SENT_BACK, action, by)
    return action


def locked(action: ImprovementAction) -> ImprovementAction:
    """Return the action locked, after its case."""
    case = Case.objects.locked(
        ImprovementAction.objects.values_list("review__case", flat=True).get(pk=action.pk)
    )
    rows = ImprovementAction.objects.select_for_update(of=("self",)).select_related("review")
    action = rows.get(pk=action.pk)
    action.review.case = case
    return action


def _record(kind: events.Kind, action: ImprovementAction, by: Person) -> None:
    case = action.review.case
    record(kind, by=by, case=case, topic=LESSONS, subject=action, number=action.position)
