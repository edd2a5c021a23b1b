"""Reaching actions: the places that pages and other rooms ask."""

import datetime as dt

from django.shortcuts import get_object_or_404

from accounts.models import Person
from cases.models import Case
from pag.models import Action, Group
from pag.models.action import ActionQuerySet


def open_actions(person: Person, group: Group, before: dt.date) -> list[Action]:
    """Return what the group agreed at meetings before that day and is not done, of the cases `person` reads.

    The next due first; one query. They come up at each meeting as matters arising until they are done.
    """
    cases = Case.objects.visible_to(person)
    found = Action.objects.open().filter(
        decision__item__meeting__group=group,
        decision__decided_on__lt=before,
        decision__item__case__in=cases.values("pk"),
    )
    return list(found.whole().order_by("due_on", "pk"))


def get_action_or_404(person: Person, pk: int) -> Action:
    """Return an action that `person` may see; 404 for everybody else."""
    return get_object_or_404(Action.objects.visible_to(person).whole(), pk=pk)


def shown_to(person: Person) -> ActionQuerySet:
    """Return all open actions that `person` may see."""
    return Action.objects.visible_to(person).open().whole()
