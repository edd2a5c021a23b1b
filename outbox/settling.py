"""What came of an attempt to send a message."""

from django.db import transaction
from django.utils import timezone

from outbox.models import Message
from outbox.signals import settled


@transaction.atomic
def settle(*, message: Message, state: Message.State, error: str = "") -> None:
    """Record what came of one attempt and tell the apps above, in one transaction.

    Only the attempt that still holds the message counts: a sender that comes back late changes nothing.
    """
    body = "" if message.secret and state == Message.State.SENT else message.body
    updated = Message.objects.filter(pk=message.pk, state=Message.State.SENDING, token=message.token).update(
        state=state, settled_at=timezone.now(), lease_until=None, error=error[:300], body=body
    )
    if updated:
        message.refresh_from_db()
        settled.send(sender=Message, message=message)
