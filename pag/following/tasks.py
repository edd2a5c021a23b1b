"""Reminding owners of actions: once before the day, and once after it. Safe to run as often as one likes."""

import datetime as dt

from celery import shared_task
from django.conf import settings
from django.db import transaction

from cases.models import Case
from clocks.rules import ACTION_REMINDER, ACTION_REMINDER_AFTER, before, deadline
from outbox.actions import put
from outbox.queue import each_by_itself
from pag.models import Action
from ui.dates import day, today

# How far round its day an action is looked at; a reminder that a stopped server missed is still sent.
LOOKED_AT = dt.timedelta(days=60)
MISSED = dt.timedelta(days=7)


@shared_task
def remind() -> None:
    """Write to the owners of open actions whose day is near or has just passed.

    Whoever can see to an action no more is not written to: somebody else is asked to take it on.
    """
    on = today()
    near = Action.objects.open().filter(
        owner__isnull=False, due_on__gt=on - LOOKED_AT, due_on__lt=on + LOOKED_AT
    )
    left = Action.objects.left_by_owner().values("pk")
    keys = near.exclude(pk__in=left).values_list("pk", flat=True)
    each_by_itself(keys, lambda pk: _remind(pk, on), task=remind)


@transaction.atomic
def _remind(pk: int, on: dt.date) -> None:
    """Put the reminder of one action, where one is due and was not put yet."""
    Case.objects.locked(Action.objects.values_list("decision__item__case", flat=True).get(pk=pk))
    action = (
        Action.objects.whole().open().exclude(pk__in=Action.objects.left_by_owner()).filter(pk=pk).first()
    )
    if action is None or action.owner is None:
        return
    organisation = action.case.organisation
    after = deadline(ACTION_REMINDER_AFTER, action.due_on, organisation).on
    if before(ACTION_REMINDER, action.due_on, organisation) <= on <= action.due_on:
        which, said = "before", f"An action of yours is due on {day(action.due_on)}."
    elif after <= on <= after + MISSED:
        which = "after"
        said = (
            f"An action of yours was due on {day(action.due_on)}. If it is done, please say so; if it takes "
            "longer, say how it goes."
        )
    else:
        return
    put(
        key=f"action-{action.pk}-{action.owner_id}-{action.due_on}-{which}",
        to=action.owner.email,
        subject="An action of yours",
        body=(f"{said}\n\nIts page (sign in): {settings.SITE_URL}{action.get_absolute_url()}\n"),
        case=action.case,
    )
