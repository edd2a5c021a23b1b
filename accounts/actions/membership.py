"""Giving somebody a role, and ending it."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import events
from accounts.models import Membership, Organisation, Person
from accounts.permissions import Permission, check_has
from accounts.signals import role_ended
from audit.actions import record
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def give_role(*, person: Person, organisation: Organisation, role: str, by: Person) -> Membership:
    """Give `person` a role from today; a role they hold already stays as it is.

    Whoever looks after people sees no case: nobody gives themselves a role that does, where another
    administrator can.
    """
    check_has(by, Permission.PEOPLE_MANAGE, within=organisation)
    if person == by and _administrators(organisation).exclude(person=by).exists():
        raise Refusal("Nobody gives a role to themselves. Ask another administrator to give it to you.")
    Person.objects.select_for_update().get(pk=person.pk)
    held = Membership.objects.current().filter(person=person, organisation=organisation, role=role).first()
    if held:
        return held
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role, starts_on=today()
    )
    record(events.ROLE_GIVEN, by=by, organisation=organisation, subject=person, role=role)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: Person, last_day: dt.date | None = None) -> None:
    """End a role at the end of `last_day`, or at once; one that had not begun is taken away.

    An organisation keeps at least one administrator.
    """
    check_has(by, Permission.PEOPLE_MANAGE, within=membership.organisation)
    # Two administrators who end each other's role at the same moment wait for one another here.
    Organisation.objects.select_for_update(no_key=True).get(pk=membership.organisation_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    check_not_the_last(membership)
    end = last_day or today()
    if end < membership.starts_on:
        membership.delete()
    else:
        membership.ends_on, membership.ended_at = end, None if last_day else timezone.now()
        membership.save(update_fields=["ends_on", "ended_at"])
    record(
        events.ROLE_ENDED,
        by=by,
        organisation=membership.organisation,
        subject=membership.person,
        role=membership.role,
        last_day=end,
    )
    role_ended.send(sender=Membership, membership=membership)


def check_not_the_last(membership: Membership) -> None:
    """Raise Refusal for the only administrator of an organisation."""
    if membership.role == "administrator" and not _others(membership).exists():
        raise Refusal("This is the only administrator. Give somebody else the role first.")


def _others(membership: Membership) -> QuerySet[Membership]:
    return _administrators(membership.organisation).exclude(person=membership.person)


def _administrators(organisation: Organisation) -> QuerySet[Membership]:
    return Membership.objects.current().filter(organisation=organisation, role="administrator")
