"""Whom to keep in touch with today, and who has nobody of their own yet."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from cases.work import WorkItem
from ui.dates import day, today


def work_for(person: Person) -> list[WorkItem]:
    """Return what `person` may do for those whose cases they manage, with a fixed number of queries."""
    organisations = organisations_with(person, Permission.SUPPORT_SEE)
    if not organisations:
        return []
    now = today()
    cases = (
        Case.objects.visible_to(person)
        .open()
        .filter(manager=person, organisation__in=organisations)
        .filter(Q(support_plan__next_update_on__lte=now) | ~Q(support_plan__contact_name__gt=""))
        .select_related("practitioner", "support_plan")
        .order_by("received_on", "pk")
    )
    return [item for case in cases for item in _items(case, on=now)]


def _items(case: Case, *, on: dt.date) -> list[WorkItem]:
    plan = getattr(case, "support_plan", None)
    name = case.practitioner.name
    url = reverse("support", args=[case.reference])
    items = []
    if plan and plan.next_update_on and plan.next_update_on <= on:
        promised = "today" if plan.next_update_on == on else f"since {day(plan.next_update_on)}"
        sentence = f"Keep in touch with {name}: the next update is due {promised}"
        items.append(WorkItem(sentence, url, reference=case.reference, due=plan.next_update_on))
    if not plan or not plan.contact_name:
        sentence = f"Name a pastoral contact for {name}"
        items.append(WorkItem(sentence, url, reference=case.reference, waiting_since=case.received_on))
    return items
