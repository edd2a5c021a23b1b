"""Who has nobody of their own yet. The next update that is due is asked for beside the letters."""

from dataclasses import replace

from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from cases.work import WorkItem

# When more have nobody, the list names who waits longest, and folds the others under them.
AT_ONCE = 3


def work_for(person: Person) -> list[WorkItem]:
    """Return what `person` may do for those whose cases they manage, with a fixed number of queries."""
    organisations = organisations_with(person, Permission.SUPPORT_SEE)
    if not organisations:
        return []
    cases = (
        Case.objects.visible_to(person)
        .open()
        .filter(manager=person, organisation__in=organisations)
        .exclude(support_plan__contact_name__gt="")
        .select_related("practitioner")
        .order_by("received_on", "pk")
    )
    items = [
        WorkItem(
            sentence=f"Name a pastoral contact for {case.practitioner.name}",
            url=reverse("support", args=[case.reference]),
            reference=case.reference,
            waiting_since=case.received_on,
            since="received on",
        )
        for case in cases
    ]
    if len(items) > AT_ONCE:
        return [replace(items[0], others=tuple(items[1:]))]
    return items
