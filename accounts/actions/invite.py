"""Inviting people, and accepting an invitation: the only way in.

The e-mail is put in the outbox by `accounts.signals.invited`, because this floor lies below it.
"""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import events
from accounts.models import Invitation, Membership, Organisation, Person
from accounts.models.invitation import LASTS
from accounts.permissions import Permission, check_has
from accounts.roles import BY_KEY
from accounts.signals import invitation_ended, invited
from audit.actions import record
from ui.dates import today
from ui.refusals import Refusal


@dataclass(frozen=True)
class Invitee:
    """Somebody to be invited, and the roles they will hold."""

    email: str
    last_name: str
    roles: tuple[str, ...]
    title: str = ""
    first_name: str = ""
    job_title: str = ""


@transaction.atomic
def invite(
    *, organisation: Organisation, invitee: Invitee, submission_key: uuid.UUID, by: Person
) -> Invitation:
    """Invite one person by e-mail. An open invitation to the same address is replaced by the new one.

    The same submission key makes one invitation and one e-mail, however often it comes.
    """
    check_has(by, Permission.PEOPLE_MANAGE, within=organisation)
    # A second click waits here until the first has been written, and then finds it.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    already = Invitation.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    email = invitee.email.strip().lower()
    if not invitee.roles or not set(invitee.roles) <= set(BY_KEY):
        raise Refusal("Choose at least one role for the person you invite.")
    if _members(organisation, email).exists():
        raise Refusal(f"{email} is a member of {organisation} already. Change their roles on their own page.")
    for earlier in Invitation.objects.filter(
        organisation=organisation, email=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    ):
        _withdraw(earlier, by)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        title=invitee.title,
        first_name=invitee.first_name,
        last_name=invitee.last_name,
        job_title=invitee.job_title,
        roles=list(dict.fromkeys(invitee.roles)),
        token_hash=Invitation.hash_token(token),
        submission_key=submission_key,
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    record(events.INVITED, by=by, organisation=organisation, subject=invitation)
    invited.send(sender=Invitation, invitation=invitation, token=token)
    return invitation


@transaction.atomic
def invite_all(
    *, organisation: Organisation, invitees: Iterable[Invitee], submission_key: uuid.UUID, by: Person
) -> int:
    """Invite everybody, or nobody where one of them cannot be invited; returns how many."""
    made = [
        invite(
            organisation=organisation,
            invitee=invitee,
            submission_key=uuid.uuid5(submission_key, repr(invitee)),
            by=by,
        )
        for invitee in invitees
    ]
    return len(made)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Person) -> None:
    """Withdraw an invitation that was not accepted yet; its link stops working."""
    check_has(by, Permission.PEOPLE_MANAGE, within=invitation.organisation)
    if _withdraw(invitation, by):
        record(events.INVITATION_WITHDRAWN, by=by, organisation=invitation.organisation, subject=invitation)


@transaction.atomic
def accept(*, invitation: Invitation, password: str = "", by: Person | None = None) -> Person:
    """Accept an invitation: as somebody new with a password, or as `by`, who is signed in already.

    Raises Refusal where it has been used or withdrawn, has run out, or was sent to somebody else.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= timezone.now():
        raise Refusal("This invitation has been used, withdrawn or has run out. Ask for a new one.")
    known = Person.objects.filter(email=invitation.email).first()
    if by is not None and by.email != invitation.email:
        raise Refusal("This invitation was sent to another address. Sign out, then open it again.")
    if known is not None and by is None:
        raise Refusal("You have an account already. Sign in, then open the invitation again.")
    person = known or Person.objects.create_user(
        invitation.email,
        password,
        title=invitation.title,
        first_name=invitation.first_name,
        last_name=invitation.last_name,
        job_title=invitation.job_title,
    )
    theirs = _members(invitation.organisation, person.email)
    for role in set(invitation.roles) - set(theirs.values_list("role", flat=True)):
        Membership.objects.create(
            person=person, organisation=invitation.organisation, role=role, starts_on=today()
        )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
    record(events.INVITATION_ACCEPTED, by=person, organisation=invitation.organisation, subject=invitation)
    invitation_ended.send(sender=Invitation, invitation=invitation, by=person)
    return person


def _withdraw(invitation: Invitation, by: Person) -> bool:
    """Withdraw an invitation that is open still; say whether it was."""
    withdrawn = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=timezone.now())
    if withdrawn:
        invitation_ended.send(sender=Invitation, invitation=invitation, by=by)
    return bool(withdrawn)


def _members(organisation: Organisation, email: str) -> QuerySet[Membership]:
    return Membership.objects.current().filter(organisation=organisation, person__email=email)
