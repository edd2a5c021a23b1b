"""What every test stands on: private servers, one database a worker, no network, our browser.

`make test` runs everything; `.venv/bin/pytest tests/letters` runs a part and starts the servers by itself.
Tests work as the product's own database role. After a test that commits (`transactional_db`, `live_server`)
every table has the rows that migrations put there, and no others. How workers share the tests is
said in `tests/sharing.py`.
"""

import functools
import gc
import logging
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.conf import settings
from django.test import client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from tests import kept
from tests.sharing import WholeFiles, turn
from tools import testing
from tools.setup import BROWSERS

# Before anything reads Django's settings: they come from here and from nothing set outside.
testing.claim_servers()
os.environ.update(testing.product_environment())
# Compiled tests are kept, for the other workers and the next time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Playwright keeps an event loop running in the thread in which tests ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()
# What is only said along the way took a tenth of each request: two lines of it each, and a third if refused.
logging.getLogger().setLevel(logging.ERROR)
if settings.DATABASES["default"]["NAME"] != testing.DATABASE:
    pytest.exit("The shell names settings of its own. Please run: unset DJANGO_SETTINGS_MODULE", returncode=4)

# Text drawn for the first time on a machine makes Hypothesis's table of characters, which takes a second.
hypothesis_settings.register_profile("lotus", suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("lotus")

STORE_RENDERED = client.store_rendered_templates
LOOPBACK = ("127.", "::1", "localhost")


def pytest_xdist_setupnodes() -> None:
    """Let each worker read the settings only when its own database is named: pytest-django is eager."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WholeFiles:
    """Give each file to one worker."""
    return WholeFiles(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: turn(item.nodeid))


def pytest_collection_finish() -> None:
    """Leave what is there by now, which stays, out of every later search for rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Clone the migrated template for this worker, and put its rows back after each test that commits."""
    from django.db import connections
    from django.test import TransactionTestCase

    def put_back(_test: TransactionTestCase) -> None:
        connections.close_all()
        testing.put_rows_back()

    testing.empty_files()
    testing.clone_database()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
    # What stands goes with its connection: another than Django's by now, where a browser's loop has ended.
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def kept_rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """Make what the test begins from (`tests/kept.py`) outside the test's own transaction."""
    with django_db_blocker.unblock():
        kept.begin(request.node)


@pytest.fixture
def _django_db_helper(kept_rows: None, _django_db_helper: None) -> None:
    """Begin the test's transaction within what is kept, whichever way it asked for the database."""


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Take down what the next test does not begin from; after the last one the database is closed."""
    if nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock():
            kept.put_back(nextitem)


@pytest.fixture(scope="session")
def product_environment() -> dict[str, str]:
    """Return the environment for a process of the product that works on this test's database and Redis."""
    return dict(os.environ) | testing.product_environment()


@pytest.fixture(scope="session")
def owner_url(django_db_setup: None) -> str:
    """Return the address of the test database under its owner, for what the product's role may not do."""
    return testing.owner_url()


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"A test tried to reach {address[0]}; tests stay on this machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_drawn() -> Iterator[None]:
    """Leave no test to chance: no triage is drawn for a second scoring unless a test says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("triage.sampling.by_chance", lambda: 99)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_kept_of_pages() -> Iterator[None]:
    """Copy nothing for answers to be asked from what they were made, unless a test asks for `contexts`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", lambda _store, **_each: None)
        yield


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers say from what they were made: `answer.context`."""
    monkeypatch.setattr(client, "store_rendered_templates", STORE_RENDERED)


@pytest.fixture(scope="session", autouse=True)
def nothing_set_twice() -> Iterator[None]:
    """Set each page once in a worker's life: the same page makes the same bytes (`test_rendering`).

    Rows are made and stored as ever. What is asked of `documents.rendering` itself is set anew each time.
    """
    from documents.rendering import to_pdf

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("documents.tasks.to_pdf", functools.lru_cache(maxsize=200)(to_pdf))
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium, without what it would like to fetch."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    # No page of a test lives long enough for its scripts to be worth compiling well.
    quiet += ["--disable-component-update", "--disable-sync", "--js-flags=--no-opt --no-maglev"]
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")
    program = next(filter(None, map(shutil.which, BROWSERS)))
    return browser_type_launch_args | {"executable_path": program, "args": quiet}
