"""The product with a Redis of its own, whose processes can be killed, and people who use it meanwhile."""

import os
import re
import shutil
import signal
import subprocess
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from aiosmtpd.controller import Controller
from django.db import connection
from django.test import Client

from accounts.models import Person
from cases.models import Case
from letters import actions as letters
from letters.models import Kind, Letter
from tests.factories import make_case, make_organisation, make_person
from tests.journeys.conftest import Mailbox, answers, static_root, stop, wait_until
from tests.letters.conftest import complete
from tools.paths import PYTHON, ROOT
from tools.postgres import APP, OWNER, Postgres
from tools.servers import Valkey, free_port

__all__ = ["static_root"]

# What a person waits for a page, at the very most, whatever is broken behind it.
PATIENCE = 8


class SlowMailbox(Mailbox):
    """A mail server that can be told never to answer; `asked` counts the messages that began to arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.silent = threading.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.asked += envelope.rcpt_tos
        if self.silent.is_set():
            import asyncio

            await asyncio.sleep(3600)
        return await super().handle_DATA(server, session, envelope)


@dataclass
class Product:
    """The running product: where it is, its Redis and mailbox, and its processes by name."""

    env: dict[str, str]
    folder: Path
    port: int
    valkey: Valkey
    mailbox: SlowMailbox
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *names: str) -> None:
        """Start processes, and wait until the web server answers where it is one of them."""
        celery = ["celery", "--app", "lotus_cases"]
        commands = {
            "web": ["gunicorn", "lotus_cases.wsgi", "--bind", f"127.0.0.1:{self.port}"],
            "worker": [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"],
            "beat": [*celery, "beat", "--pidfile=", "--schedule", str(self.folder / "beat")],
        }
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [PYTHON, "-m", *commands[name]],
                    cwd=ROOT,
                    env=self.env,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "web" in names:
            wait_until(lambda: answers(f"{self.url}/healthz"), "the web server to answer")

    def kill(self, name: str) -> None:
        """Kill a process and all its children, as a power cut would."""
        process = self.processes[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_child(self, name: str) -> None:
        """Kill only the process that does the work, as the system does where memory runs out."""
        parent = self.processes[name].pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")


def run_product(env: dict[str, str], folder: Path, static: Path) -> Iterator[Product]:
    """Yield the product with a Redis and a mail server of its own; nothing is started yet but those."""
    valkey = Valkey(folder, logs=folder)
    valkey.start()
    mailbox = SlowMailbox()
    mail = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    mail.start()
    port = free_port()
    ours = {
        "DJANGO_SETTINGS_MODULE": "lotus_cases.settings.local",
        "REDIS_URL": valkey.url(),
        "STATIC_ROOT": str(static),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    product = Product(env | ours, folder, port, valkey, mailbox)
    try:
        yield product
    finally:
        for process in product.processes.values():
            # A worker that is asked waits for its broker, which a test may have taken away.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            stop(process)
        mail.stop()
        valkey.child.stop()


@pytest.fixture
def product(
    transactional_db: None, product_environment: dict[str, str], static_root: Path, tmp_path: Path
) -> Iterator[Product]:
    """The product on this test's database."""
    yield from run_product(product_environment, tmp_path, static_root)


@dataclass
class Elsewhere:
    """The product on a PostgreSQL of its own, which may be stopped."""

    product: Product
    postgres: Postgres


@pytest.fixture
def elsewhere(
    django_db_blocker: Any,
    owner_url: str,
    product_environment: dict[str, str],
    static_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Elsewhere]:
    """The product on a PostgreSQL of its own; the test's questions go there too."""
    postgres = Postgres(tmp_path / "postgres", logs=tmp_path, durable=False)
    postgres.start()
    postgres.make_database()
    copy_database(owner_url, postgres)
    with django_db_blocker.unblock():
        ask_there(postgres, monkeypatch)
        env = product_environment | {"DATABASE_URL": postgres.url(APP)}
        for product in run_product(env, tmp_path, static_root):
            yield Elsewhere(product, postgres)
        connection.close()
    postgres.child.stop()
    if postgres.home != tmp_path / "postgres":
        shutil.rmtree(postgres.home)


def copy_database(address: str, postgres: Postgres) -> None:
    """Put what is at `address` into the other server; migrating it anew would take far longer."""
    dump = [postgres.programs / "pg_dump", address]
    into = [postgres.programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", postgres.url(OWNER)]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        subprocess.run(into, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True)
    assert dumping.returncode == 0


def ask_there(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Django in this process ask another PostgreSQL."""
    found = re.fullmatch(r"postgres://(.+?):(.+?)@(.+?):(.+?)/(.+)", postgres.url(APP))
    assert found
    connection.close()
    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    for name, value in zip(names, found.groups(), strict=True):
        monkeypatch.setitem(connection.settings_dict, name, value)


class Somebody(requests.Session):
    """A person at a browser, signed in."""

    def __init__(self, product: Product, person: Person) -> None:
        super().__init__()
        self.address = product.url
        inside = Client()
        inside.force_login(person)
        self.token = "t" * 32
        self.cookies.set("sessionid", inside.cookies["sessionid"].value)
        self.cookies.set("csrftoken", self.token)

    def look(self, path: str) -> requests.Response:
        return self.get(self.address + path, timeout=PATIENCE)

    def send_form(self, path: str, *, timeout: float = PATIENCE, **fields: Any) -> requests.Response:
        """Send a form and return the answer itself, not the page it leads to."""
        body = fields | {"csrfmiddlewaretoken": self.token}
        return self.post(self.address + path, data=body, timeout=timeout, allow_redirects=False)


@dataclass
class Office:
    """An organisation at work on one case, with its first letter ready to be approved."""

    manager: Person
    advisor: Person
    case: Case
    letter: Letter
    at: Somebody

    def ask_the_advisor(self) -> requests.Response:
        """Ask the advisor to triage, which sends an e-mail."""
        return self.at.send_form(f"/cases/{self.case.reference}/triage/assign/", advisor=self.advisor.pk)

    def approve_the_letter(self) -> requests.Response:
        """Approve the letter, which wants a PDF."""
        self.letter.refresh_from_db()
        address = f"{self.letter.get_absolute_url()}approve/"
        return self.at.send_form(address, version=self.letter.version)


def open_office(product: Product) -> Office:
    """Reach the state through the real actions, and sit down at a browser."""
    organisation = make_organisation(
        address="1 Invented Street\nTestford\nTE1 1ST",
        phone="01632 960001",
        enquiries_hours="Monday to Friday",
        crisis_line_name="The Listening Line",
        crisis_line_phone="01632 960002",
        crisis_line_hours="at any hour",
    )
    manager = make_person("case_manager", organisation=organisation, phone="01632 960003")
    advisor = make_person("advisor", organisation=organisation)
    case = make_case(by=manager)
    letter = letters.draft_letter(case=case, kind=Kind.FIRST, by=manager, submission_key=uuid.uuid4())
    return Office(manager, advisor, case, complete(letter, by=manager), Somebody(product, manager))


@pytest.fixture
def office(product: Product) -> Iterator[Office]:
    """People at work on the test's database."""
    office = open_office(product)
    yield office
    office.at.close()
