"""Reaching actions: the places that pages and other rooms ask."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from accounts.models import Person
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
    """One line about an action; its document only where it is still with the case and open to the reader."""

    update: ActionUpdate
    document: Document | None


def updates_shown(person: Person, action: Action, *, reads: bool) -> list[Shown]:
    """Return what was said about the action, the last first.

    Whoever has still to declare on the case (`reads` is false) finds what they wrote themselves.
    """
    updates = action.updates.select_related("by").order_by("-pk")
    if not reads:
        return [Shown(each, None) for each in updates.filter(by=person)]
    shown = Document.objects.open_to(person, action.case).filter(pk__in=action.updates.values("document"))
    documents = {each.pk: each for each in shown}
    return [Shown(each, documents.get(each.document_id or 0)) for each in updates]
