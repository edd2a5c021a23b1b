"""Putting a message, and settling what came of it."""

from django.db import models, transaction
from django.utils import timezone

from files.models import StoredFile
from outbox.models import Message
from outbox.queue import enqueue_on_commit
from outbox.signals import settled


def put(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    organisation: models.Model | None = None,
    attachment: StoredFile | None = None,
    attachment_name: str = "",
) -> Message:
    """Write a message to be sent after commit; return the one there is already for the same `key`.

    `subject` holds no personal data: it can be read on a locked telephone.
    """
    message, made = Message.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": subject,
            "body": body,
            "organisation_key": organisation.pk if organisation else None,
            "attachment": attachment,
            "attachment_name": attachment_name,
        },
    )
    if made:
        from outbox.tasks import send

        enqueue_on_commit(send, message.pk)
    return message


@transaction.atomic
def settle(*, message: Message, state: Message.State, error: str = "") -> None:
    """Record what came of a message and tell the apps above, in one transaction."""
    updated = Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(
        state=state, settled_at=timezone.now(), lease_until=None, error=error[:300]
    )
    if updated:
        message.refresh_from_db()
        settled.send(sender=Message, message=message)
