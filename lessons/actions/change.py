"""Giving an agreed improvement action to somebody else, or another day."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases.topics import LESSONS
from lessons import events, mails
from lessons.actions.follow_up import locked
from lessons.models import ActionChange, ImprovementAction
from lessons.permissions import check_can_change, sees
from lessons.policies import check_to_do
from ui.dates import day
from ui.refusals import Refusal, Stale


@dataclass(frozen=True)
class Owner:
    """Who sees to an improvement: somebody who signs in here, or a named body."""

    person: Person | None = None
    body: str = ""


@transaction.atomic
def change_action(
    *, action: ImprovementAction, owner: Owner, due_on: dt.date, reason: str, version: int, by: Person
) -> ImprovementAction:
    """Give an action that is still to do to somebody else, or another day, saying why. What it was is kept.

    `version` counts its changes so far. A second click changes nothing. Raises Stale where somebody else
    changed it meanwhile.
    """
    action = locked(action)
    check_can_change(by, action)
    was, was_by, was_due = Owner(action.owner, action.owner_body), action.owner_name, action.due_on
    if (was, was_due) == (owner, due_on):
        return action
    changes = action.changes.count()
    if changes != version:
        raise Stale(theirs={"owner": was_by, "due_on": day(was_due)}, version=changes)
    check_to_do(action)
    if not reason.strip():
        raise Refusal("Say why it changes.")
    if bool(owner.person) == bool(owner.body):
        raise Refusal("An action is owned by a person or by a named body, not by both. Choose one.")
    # Whoever it is taken from is told so, as long as they could open it.
    let_go = was.person if was.person != owner.person and was.person and sees(was.person, action) else None
    action.owner, action.owner_body, action.due_on = owner.person, owner.body, due_on
    action.save(update_fields=["owner", "owner_body", "due_on"])
    if owner.person and owner != was:
        _check_sees(owner.person, action)
    change = ActionChange.objects.create(
        action=action,
        was_by=was_by,
        now_by=action.owner_name,
        # What is agreed has a day: no review is complete without.
        was_due=cast("dt.date", was_due),
        now_due=due_on,
        reason=reason,
        by=by,
    )
    record(
        events.ACTION_CHANGED,
        by=by,
        case=action.review.case,
        topic=LESSONS,
        subject=action,
        number=action.position,
    )
    mails.changed(change, given=owner != was, let_go=let_go)
    return action


def _check_sees(person: Person, action: ImprovementAction) -> None:
    """Raise Refusal, which undoes the change, unless its new owner finds the action on their list."""
    if not sees(person, action):
        raise Refusal(f"{person.name} could not open this action. Choose somebody else.")
