"""An organisation, its administrator, and somebody to be invited."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.core import mail

from accounts.actions import invite
from accounts.actions.invite import Invitee
from accounts.models import Invitation
from outbox.models import Message
from outbox.tasks import send
from tests.factories import make_organisation, make_person
from tests.kept import kept

ADDRESS = "new.colleague@example.test"


@kept
def organisation():
    return make_organisation()


@kept
def admin(organisation):
    return make_person("administrator", organisation=organisation)


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def ask(organisation, admin) -> Callable[..., tuple[Invitation, str]]:
    """Invite somebody and return the invitation with the address of the page in its e-mail."""

    def invited(email=ADDRESS, roles=("advisor",), **fields):
        invitee = Invitee(email=email, last_name="Colleague", first_name="New", roles=roles, **fields)
        invitation = invite(organisation=organisation, invitee=invitee, submission_key=uuid.uuid4(), by=admin)
        return invitation, link_to(invitation)

    return invited


def link_to(invitation: Invitation) -> str:
    """Return the path in the e-mail that carries the invitation, as it is put in the outbox."""
    message = Message.objects.get(key=f"invitation-{invitation.pk}")
    return path_in(message.body)


def path_in(text: str) -> str:
    return re.search(r"https?://[^/]+(/join/\S+/)", text).group(1)


def delivered(invitation: Invitation) -> str:
    """Send the e-mail and return the path in it."""
    send(Message.objects.get(key=f"invitation-{invitation.pk}").pk)
    return path_in(str(mail.outbox[-1].body))
