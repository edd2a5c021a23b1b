"""Changing a case's route, and adding the numbers others know it by."""

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events
from cases.models import Case, OtherReference
from cases.models.case import Route
from ui.refusals import Stale


@transaction.atomic
def change_details(
    *, case: Case, route: str, version: int, by: Person, kind: str = "", number: str = ""
) -> Case:
    """Set the route and add one other reference, where given. Raises Stale where somebody saved first."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    if case.version != version:
        raise Stale(theirs={"route": Route(case.route).label}, version=case.version)
    case.route = route
    case.version += 1
    case.save(update_fields=["route", "version"])
    if kind and number:
        OtherReference.objects.get_or_create(case=case, kind=kind, number=number)
    record(events.DETAILS_CHANGED, by=by, case=case, route=str(route))
    return case
