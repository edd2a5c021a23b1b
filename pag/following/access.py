"""Reaching actions: the places that pages and other rooms ask."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from accounts.models import Person
from cases.models import Case
from cases.topics import closed_topics
from documents.models import Document
from pag.models import Action, ActionUpdate
from pag.models.action import ActionQuerySet


def get_action_or_404(person: Person, pk: int) -> Action:
    """Return an action that `person` may see; 404 for everybody else."""
    return get_object_or_404(Action.objects.visible_to(person).whole(), pk=pk)


def shown_to(person: Person) -> ActionQuerySet:
    """Return all open actions that `person` may see."""
    return Action.objects.visible_to(person).open().whole()


@dataclass(frozen=True)
class Shown:
    """One line about an action; its document only where that is open to the reader."""

    update: ActionUpdate
    document: Document | None


def updates_shown(person: Person, action: Action, *, reads: bool) -> list[Shown]:
    """Return what was said about the action, the last first.

    Whoever has still to declare on the case (`reads` is false) finds what they wrote themselves.
    """
    updates = action.updates.select_related("by", "document__file").order_by("-pk")
    if not reads:
        return [Shown(each, None) for each in updates.filter(by=person)]
    closed = closed_topics(person, action.case)
    return [Shown(each, _open(each.document, action.case, closed)) for each in updates]


def _open(document: Document | None, case: Case, closed: set[str]) -> Document | None:
    """Return the document unless its topic is closed, or it was put with another case since."""
    if document is None or document.case_id != case.pk or document.topic in closed:
        return None
    return document
