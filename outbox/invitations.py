"""The e-mail that carries an invitation."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Person
from outbox.actions import put
from outbox.models import INVITATION, Message
from ui.dates import day


def send_invitation(*, invitation: Invitation, token: str, **_signal: Any) -> None:
    """Put the invitation in the outbox, in the transaction that wrote it."""
    link = f"{settings.SITE_URL}{reverse('accept_invitation', args=[token])}"
    put(
        key=f"{INVITATION}{invitation.pk}",
        to=invitation.email,
        subject=f"You are invited to {settings.SERVICE_NAME}",
        body=(
            f"{invitation.invited_by.name} invites you to work with {invitation.organisation} in "
            f"{settings.SERVICE_NAME}.\n\n"
            f"To accept, open this address by {day(invitation.expires_at)}:\n{link}\n\n"
            "If you did not expect this, you can leave it: nothing happens without you.\n"
        ),
        organisation=invitation.organisation,
        secret=True,
    )


def leave_unsent(*, invitation: Invitation, by: Person, **_signal: Any) -> None:
    """Ask nobody any more about an e-mail that did not leave: its invitation has ended."""
    Message.objects.for_a_person().of_invitations([invitation.pk]).update(
        decided_by=by, decided_at=timezone.now(), body=""
    )
