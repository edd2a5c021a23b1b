"""A mail server that behaves as it is told."""

import asyncio
import datetime as dt
import itertools
import socket
from collections.abc import Callable

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from outbox import actions
from outbox.models import Message
from outbox.signals import settled


class Mailbox:
    """Keeps what arrives. `rcpt` and `data` are the answers; an answer of None is the server going away."""

    def __init__(self) -> None:
        self.rcpt: str | None = "250 OK"
        self.data: str | None = "250 OK"
        self.arrived: list[bytes] = []
        self.while_sending: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if self.rcpt is None:
            return self._go_away(server)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        await asyncio.get_running_loop().run_in_executor(None, self.while_sending)
        if self.data is None:
            return self._go_away(server)
        if self.data.startswith("250"):
            self.arrived.append(envelope.content)
        return self.data

    @staticmethod
    def _go_away(server) -> str:
        server.transport.abort()
        return "421 gone"


@pytest.fixture
def mailbox(settings):
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    yield mailbox
    controller.stop()


@pytest.fixture
def media(settings, tmp_path):
    """A folder of the test's own for stored bytes."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def told():
    """What the apps above were told of messages, in order."""
    states: list[str] = []

    def hear(message: Message, **_kwargs: object) -> None:
        states.append(message.state)

    settled.connect(hear)
    yield states
    settled.disconnect(hear)


_numbers = itertools.count(1)


def put(**values) -> Message:
    values = {
        "key": f"test:{next(_numbers)}",
        "to": "amara.okafor@example.test",
        "subject": "A letter for you",
        "body": "The letter is attached.",
        **values,
    }
    return actions.put(**values)


def wait_over(message: Message) -> None:
    """Let the time pass until the message may be tried again."""
    Message.objects.filter(pk=message.pk).update(not_before=timezone.now() - dt.timedelta(seconds=1))


def lease_over(message: Message) -> None:
    """Let the time pass until its sender is given up."""
    Message.objects.filter(pk=message.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))
