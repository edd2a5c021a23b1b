"""Changing an organisation's details."""

from typing import Any

from django.db import transaction

from accounts import events
from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from ui.refusals import Stale


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, details: dict[str, Any], version: int, by: Person
) -> Organisation:
    """Change the details that head every letter. Raises Stale where somebody else saved first."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    check_has(by, Permission.ORGANISATION_MANAGE, within=organisation)
    if organisation.version != version:
        differing = [name for name, value in details.items() if getattr(organisation, name) != value]
        theirs = {name: _in_words(organisation, name) for name in differing}
        raise Stale(theirs=theirs, version=organisation.version)
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.version += 1
    organisation.save()
    record(events.ORGANISATION_CHANGED, by=by, organisation=organisation)
    return organisation


def _in_words(organisation: Organisation, name: str) -> str:
    return organisation.get_kind_display() if name == "kind" else str(getattr(organisation, name))
