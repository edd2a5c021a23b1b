"""The product as it runs: gunicorn, a Celery worker and beat, on the test's own database, Redis and mail."""

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from playwright.sync_api import Page

from accounts.models import Person
from tests.factories import PASSWORD
from tools import testing
from tools.paths import PYTHON, ROOT
from tools.servers import free_port


class Mailbox:
    """A mail server's handler that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        from email import message_from_bytes, policy

        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in letter["to"]]


@dataclass
class Running:
    """The running product: its address, its mailbox, and its processes by name."""

    url: str
    mailbox: Mailbox
    folder: Path
    start: Callable[[str], subprocess.Popen]
    processes: dict[str, subprocess.Popen]


@pytest.fixture(scope="session")
def static_root() -> Path:
    """Gather static files once for all workers, as a real installation does."""
    return testing.gathered_static()


@pytest.fixture
def running(
    transactional_db: None, product_environment: dict[str, str], static_root: Path, tmp_path: Path
) -> Iterator[Running]:
    """Start everything, wait until it is ready, and stop it again."""
    mailbox = Mailbox()
    mail = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    mail.start()
    port = free_port()
    env = product_environment | {
        "DJANGO_SETTINGS_MODULE": "lotus_cases.settings.local",
        "STATIC_ROOT": str(static_root),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DEMO": "1",
        "PYTHONUNBUFFERED": "1",
    }
    celery = ["celery", "--app", "lotus_cases"]
    commands = {
        "web": ["gunicorn", "lotus_cases.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"],
        "worker": [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "--pidfile=", "--schedule", str(tmp_path / "beat")],
    }
    processes: dict[str, subprocess.Popen] = {}

    def start(name: str) -> subprocess.Popen:
        with (tmp_path / f"{name}.log").open("ab") as log:
            processes[name] = subprocess.Popen(
                [PYTHON, "-m", *commands[name]],
                cwd=ROOT,
                env=env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return processes[name]

    for name in commands:
        start(name)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(f"{url}/readyz"), "the product to be ready")
        yield Running(url, mailbox, tmp_path, start, processes)
    finally:
        for process in processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in processes.values():
            stop(process)
        mail.stop()


def stop(process: subprocess.Popen) -> None:
    """Wait for the process and its children to stop as they were asked; make them where they do not."""
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(url: str) -> bool:
    """Tell whether the address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def wait_until(true: Callable[[], Any], what: str, *, seconds: float = 60) -> Any:
    """Wait for something to become true and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.2)
    raise AssertionError(f"Waited {seconds:.0f} seconds in vain for {what}.")


def give_password(person: Person) -> None:
    """Let somebody sign in to the running product, which checks passwords as it does for everybody."""
    hasher = PBKDF2PasswordHasher()
    Person.objects.filter(pk=person.pk).update(password=hasher.encode(PASSWORD, hasher.salt()))


@pytest.fixture
def sign_in(
    running: Running, browser: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens a browser window signed in as somebody.

    With a password it is typed in, which one person of a journey does; the others hold a session already.
    """
    contexts, failed_before = [], request.session.testsfailed

    def open_as(email: str, *, password: str = "") -> Page:
        context = browser.new_context(base_url=running.url, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if password:
            page.goto("/sign-in/")
            page.get_by_label("E-mail address").fill(email)
            page.get_by_label("Password", exact=True).fill(password)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(f"{running.url}/")
        else:
            inside = Client()
            inside.force_login(Person.objects.get(email=email))
            session = inside.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": session.key, "value": session.value, "url": running.url}])
        return page

    yield open_as
    for number, context in enumerate(contexts):
        # What the window showed last helps whoever looks into a failure.
        for page in context.pages if request.session.testsfailed > failed_before else ():
            page.screenshot(path=running.folder / f"window-{number}.png", full_page=True)
        context.close()
