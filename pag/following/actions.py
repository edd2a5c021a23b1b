"""Seeing an action through: how it goes, that it is done, opening it again, giving it to somebody else."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from audit.kinds import Kind
from cases import search
from cases.actions import summarise
from cases.models import Case
from documents.models import Document
from pag.following import events
from pag.following.models import ActionUpdate
from pag.following.owners import people_who_may_own
from pag.following.permissions import check_can_change, check_can_follow
from pag.following.policies import check_is_done, check_is_open
from pag.models import Action
from ui.dates import day, today
from ui.refusals import Refusal, Stale

KINDS = ActionUpdate.Kind


@dataclass(frozen=True)
class Owner:
    """Who sees to an action: one who signs in here, the practitioner, or somebody else by name."""

    person: Person | None = None
    name: str = ""
    practitioner: bool = False


@transaction.atomic
def say(
    *, action: Action, words: str, by: Person, submission_key: uuid.UUID, document: Document | None = None
) -> ActionUpdate:
    """Write how an open action goes, perhaps with a document of the case that shows it. Once is enough."""
    action = _locked(action)
    check_can_follow(by, action)
    already = ActionUpdate.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    check_is_open(action)
    if not words.strip():
        raise Refusal("Say in a few words how it goes.")
    _check_document(document, action, by)
    return _write(
        events.SAID,
        ActionUpdate(
            action=action,
            kind=KINDS.SAID,
            words=words,
            document=document,
            by=by,
            submission_key=submission_key,
        ),
    )


@transaction.atomic
def complete_action(
    *,
    action: Action,
    evidence: str,
    by: Person,
    done_on: dt.date | None = None,
    document: Document | None = None,
) -> Action:
    """Record an action as done, saying how we know: by its owner, or by who runs the case. Once is enough."""
    action = _locked(action)
    check_can_follow(by, action)
    if action.done_on:
        return action
    if not evidence.strip():
        raise Refusal("Say how we know that it is done.")
    done = done_on or today()
    if not action.decision.decided_on <= done <= today():
        raise Refusal("The day it was done lies between the meeting and today. Check the date.")
    _check_document(document, action, by)
    action.done_on, action.done_by, action.version = done, by, action.version + 1
    action.save(update_fields=["done_on", "done_by", "version"])
    written = ActionUpdate(action=action, kind=KINDS.DONE, words=evidence, document=document, by=by)
    _write(events.DONE, written)
    summarise(case=action.case)
    return action


@transaction.atomic
def reopen_action(*, action: Action, reason: str, by: Person) -> Action:
    """Open an action again, saying why: by who runs the case. What was said when it was closed stays."""
    action = _locked(action)
    check_can_change(by, action)
    if not action.done_on:
        if action.updates.filter(kind=KINDS.REOPENED, words=reason, by=by).exists():
            return action
        check_is_done(action)
    if not reason.strip():
        raise Refusal("Say why it is opened again.")
    action.done_on = action.done_by = None
    action.version += 1
    action.save(update_fields=["done_on", "done_by", "version"])
    _write(events.REOPENED, ActionUpdate(action=action, kind=KINDS.REOPENED, words=reason, by=by))
    summarise(case=action.case)
    return action


@transaction.atomic
def change_action(
    *, action: Action, owner: Owner, due_on: dt.date, reason: str, version: int, by: Person
) -> Action:
    """Give an open action to somebody else, or another day, saying why. What it was before is kept.

    A second click changes nothing. Raises Stale where somebody else has changed the action meanwhile.
    """
    action = _locked(action)
    check_can_change(by, action)
    was_by, was_due, was_owner = action.by_whom, action.due_on, _owner_of(action)
    if (was_owner, was_due) == (owner, due_on):
        return action
    if action.version != version:
        theirs = {"owner": was_by, "due_on": day(was_due)}
        raise Stale(theirs=theirs, version=action.version)
    check_is_open(action)
    if not reason.strip():
        raise Refusal("Say why it changes.")
    if due_on < action.decision.decided_on:
        raise Refusal("An action cannot be due before the meeting at which it was agreed. Check the date.")
    if owner.person and owner != was_owner and str(owner.person.pk) not in people_who_may_own(action.case):
        raise Refusal(f"The case is not open to {owner.person.name}. Choose somebody who can read it.")
    action.owner = owner.person
    action.owner_name, action.practitioner = owner.name, owner.practitioner
    action.due_on, action.version = due_on, version + 1
    action.save(update_fields=["owner", "owner_name", "practitioner", "due_on", "version"])
    if was_owner != owner:
        now_by = action.by_whom
        written = ActionUpdate(
            action=action, kind=KINDS.OWNER, words=reason, by=by, was_by=was_by, now_by=now_by
        )
        _write(events.OWNER, written)
    if was_due != due_on:
        written = ActionUpdate(
            action=action, kind=KINDS.DUE, words=reason, by=by, was_due=was_due, now_due=due_on
        )
        _write(events.DUE, written)
    return action


def _owner_of(action: Action) -> Owner:
    return Owner(action.owner, action.owner_name, action.practitioner)


def _locked(action: Action) -> Action:
    """Return the action locked, after its case."""
    case = Case.objects.locked(action.decision.item.case_id)
    actions = Action.objects.select_for_update(of=("self",)).select_related("owner", "decision__item")
    action = actions.get(pk=action.pk)
    action.decision.item.case = case
    return action


def _check_document(document: Document | None, action: Action, by: Person) -> None:
    if document and not Document.objects.open_to(by, action.case).filter(pk=document.pk).exists():
        raise Refusal("This document is not among those of the case that are open to you. Choose another.")


def _write(kind: Kind, update: ActionUpdate) -> ActionUpdate:
    """Keep the line, let it be found, and record it."""
    update.save()
    action = update.action
    words = action.updates.order_by("pk").values_list("words", flat=True)
    search.index(case=action.case, source=f"action:{action.pk}", text="\n".join(words))
    changed: dict[str, Any] = {}
    if update.kind == KINDS.DUE:
        changed = {"was": update.was_due, "now": update.now_due}
    if update.kind == KINDS.OWNER and action.owner_id:
        changed = {"person": action.owner_id}
    record(kind, by=update.by, case=action.case, subject=action, **changed)
    return update
