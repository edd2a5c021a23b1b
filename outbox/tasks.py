"""Sending what waits. Every task may run twice."""

import contextlib
import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from outbox.models import Message
from outbox.queue import each_by_itself, enqueue
from outbox.settling import settle

log = structlog.get_logger(__name__)

# Longer than any task may run (CELERY_TASK_TIME_LIMIT), so that nobody sends what is still being sent.
LEASE = dt.timedelta(minutes=6)
TRIES = 8
# Why it is given up in the end, for whoever decides about it.
UNREACHED = "The mail server could not be reached, or asked us to wait, too many times."
UNREADABLE = "What goes with it could not be read, so nothing was sent. Tell your IT team."


@shared_task
def sweep() -> None:
    """Ask for what is due, and give up waiting for senders that did not come back."""
    now = timezone.now()
    each_by_itself(Message.objects.lost_in_sending(at=now), _give_up, task=sweep)
    for pk in Message.objects.due(at=now).values_list("pk", flat=True)[:50]:
        enqueue(send, pk)


def _give_up(message: Message) -> None:
    settle(
        message=message,
        state=Message.State.UNKNOWN,
        error="The program that was sending it stopped before it could say whether it left.",
    )


@shared_task
def send(pk: int) -> None:
    """Send one message, if it is still to be sent."""
    message = Message.objects.claim(pk, at=timezone.now(), lease=LEASE)
    if message is None:
        return
    try:
        email = _email(message)
    except OSError as error:
        _try_later(message, error, said=UNREADABLE)
        return
    connection = get_connection()
    try:
        connection.open()
        leaving = _watch(connection)
    except (OSError, smtplib.SMTPException) as error:
        _try_later(message, error)
        return
    try:
        connection.send_messages([email])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        _refused(message, error, code=max(codes, default=550))
    except smtplib.SMTPResponseException as error:
        _refused(message, error, code=error.smtp_code)
    except (OSError, smtplib.SMTPException) as error:
        if not leaving():
            # The connection was lost before the message itself began to leave: nothing was sent.
            _try_later(message, error)
            return
        # The answer was lost on the way: it may have left or not, and only a person can find out.
        settle(
            message=message,
            state=Message.State.UNKNOWN,
            error="The mail server did not answer in the middle of sending. It may have left or not.",
        )
    else:
        settle(message=message, state=Message.State.SENT)
    finally:
        # What came of the message is known by now; a server that goes away without a word changes nothing.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.close()


def _watch(connection: BaseEmailBackend) -> Callable[[], bool]:
    """Return a function that tells whether the message itself may have begun to leave.

    Only for SMTP can this be told apart; for anything else it may always have.
    """
    smtp: Any = getattr(connection, "connection", None)
    if not isinstance(smtp, smtplib.SMTP):
        return lambda: True
    begun: list[bool] = []
    data = smtp.data

    def noted(content: Any) -> tuple[int, bytes]:
        begun.append(True)
        return data(content)

    smtp.data = noted  # type: ignore[method-assign,assignment]
    return lambda: bool(begun)


def _email(message: Message) -> EmailMessage:
    """Return the e-mail with what goes with it. Raises OSError where a file cannot be read."""
    email = EmailMessage(message.subject, message.body, to=[message.to])
    # The same for every attempt, so that the receiving side can tell a second copy.
    here = urlsplit(settings.SITE_URL).hostname or "localhost"
    email.extra_headers["Message-ID"] = f"<{message.pk}.{message.created_at:%Y%m%d%H%M%S%f}@{here}>"
    for file, name in (
        (message.attachment, message.attachment_name),
        (message.enclosure, message.enclosure_name),
    ):
        if file:
            with file.content.open("rb") as content:
                email.attach(name, content.read(), file.content_type)
    return email


def _refused(message: Message, error: Exception, *, code: int) -> None:
    if 400 <= code < 500:
        _try_later(message, error)
    else:
        settle(
            message=message,
            state=Message.State.FAILED,
            error=f"The mail server refused it (code {code}). Check the address.",
        )


def _try_later(message: Message, error: Exception, *, said: str = UNREACHED) -> None:
    log.warning("outbox.try_later", message=message.pk, attempts=message.attempts, error=type(error).__name__)
    if message.attempts >= TRIES:
        settle(message=message, state=Message.State.FAILED, error=said)
        return
    wait = dt.timedelta(seconds=min(15 * 2**message.attempts, 3600))
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING, token=message.token).update(
        state=Message.State.WAITING, lease_until=None, not_before=timezone.now() + wait
    )
