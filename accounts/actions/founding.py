"""An organisation's first day: nobody is there yet who could invite somebody."""

from django.db import transaction

from accounts import events
from accounts.models import Membership, Organisation, Person
from audit.actions import record
from ui.dates import today
from ui.refusals import Refusal

ADMINISTRATOR = "administrator"


@transaction.atomic
def found_organisation(*, name: str, kind: str, prefix: str, by: Person) -> Organisation:
    """Make an organisation with `by`, who may have been made just now, as its administrator.

    For whoever holds the server: no page leads here. Raises Refusal where the prefix is another's.
    """
    if Organisation.objects.filter(reference_prefix=prefix).exists():
        raise Refusal(f"There is an organisation whose case references begin with {prefix} already.")
    if by.pk is None:
        by.save()
    organisation = Organisation.objects.create(name=name, kind=kind, reference_prefix=prefix)
    Membership.objects.create(person=by, organisation=organisation, role=ADMINISTRATOR, starts_on=today())
    record(events.ORGANISATION_FOUNDED, by=by, organisation=organisation)
    return organisation
