"""Putting a message, withdrawing it, and deciding about those that need a person."""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Organisation, Person
from accounts.permissions import check_has
from audit.actions import CaseLike, record
from audit.kinds import Kind
from files.models import StoredFile
from outbox import events
from outbox.models import Message
from outbox.queue import enqueue_on_commit
from outbox.signals import settled
from outbox.tasks import send
from ui.refusals import NotAllowed, Refusal


@dataclass
class _CaseByKey:
    """A case as events name it; this app knows no more of it."""

    pk: int | None
    organisation_id: int | None


def put(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    organisation: models.Model | None = None,
    case: CaseLike | None = None,
    attachment: StoredFile | None = None,
    attachment_name: str = "",
    enclosure: StoredFile | None = None,
    enclosure_name: str = "",
    secret: bool = False,
) -> Message:
    """Write a message to be sent after commit; return the one there is already for the same `key`.

    `subject` holds no personal data: it can be read on a locked telephone. Where the message is about a
    case, give it: a message that needs a decision is then shown only to those who may see that case.
    A `secret` body is forgotten as soon as the message is sent, or is not to be sent any more.
    """
    message, made = Message.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": subject,
            "body": body,
            "organisation_key": _organisation_key(organisation, case),
            "case_key": case.pk if case else None,
            "attachment": attachment,
            "attachment_name": attachment_name,
            "enclosure": enclosure,
            "enclosure_name": enclosure_name,
            "secret": secret,
        },
    )
    if made:
        _send_after_commit(message)
    return message


def withdraw(messages: models.QuerySet[Message]) -> int:
    """Do not send those of `messages` that still wait: their reader is not to be told any more. Counts them.

    What was to be said is forgotten. One that is being sent at this very moment leaves.
    """
    waiting = messages.filter(state=Message.State.WAITING)
    return waiting.update(state=Message.State.WITHDRAWN, settled_at=timezone.now(), body="")


@transaction.atomic
def send_again(*, message: Message, by: Person) -> Message:
    """Send a message that failed, or whose fate is unknown, once more."""
    message = _to_decide(message, by)
    message.state, message.settled_at, message.error = Message.State.WAITING, None, ""
    message.attempts, message.not_before = 0, timezone.now()
    message.save(update_fields=["state", "settled_at", "error", "attempts", "not_before"])
    _record(events.SENT_AGAIN, message, by)
    _send_after_commit(message)
    return message


@transaction.atomic
def mark_arrived(*, message: Message, by: Person) -> Message:
    """Record that a message whose fate was unknown did arrive."""
    message = _to_decide(message, by)
    if message.state != Message.State.UNKNOWN:
        raise Refusal("This message was refused, so it cannot have arrived. Send it again.")
    message.state, message.error = Message.State.SENT, ""
    _decided(message, by, "state", "error")
    _record(events.ARRIVED, message, by)
    settled.send(sender=Message, message=message)
    return message


@transaction.atomic
def settle_elsewhere(*, message: Message, by: Person) -> Message:
    """Record that a message will not be sent from here: the person was reached in another way."""
    message = _to_decide(message, by)
    _decided(message, by)
    _record(events.SETTLED_ELSEWHERE, message, by)
    return message


def _organisation_key(organisation: models.Model | None, case: CaseLike | None) -> int | None:
    if organisation is not None:
        return int(organisation.pk)
    return int(case.organisation_id) if case else None


def _to_decide(message: Message, by: Person) -> Message:
    """Return the message, locked, if `by` may decide about it and nobody has yet."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.organisation_key is None:
        raise NotAllowed("This message belongs to no organisation, so nobody can decide about it here.")
    check_has(by, locked.decided_by_those_who_may, within=Organisation(pk=locked.organisation_key))
    if not Message.objects.for_a_person().filter(pk=locked.pk).exists():
        raise Refusal("Somebody has already decided about this message. There is nothing left to do.")
    return locked


def _decided(message: Message, by: Person, *fields: str) -> None:
    message.decided_by, message.decided_at = by, timezone.now()
    if message.secret:
        message.body = ""
    message.save(update_fields=["decided_by", "decided_at", "body", *fields])


def _record(kind: Kind, message: Message, by: Person) -> None:
    about = _CaseByKey(message.case_key, message.organisation_key)
    record(kind, by=by, case=about, subject=message)


def _send_after_commit(message: Message) -> None:
    enqueue_on_commit(send, message.pk)
