"""What many tests begin from, made once: `@kept` fixtures, whose rows are put back after each test.

Most tests begin with the same few actions: an organisation, its people, a case that has come so far. Doing
them again for every test took most of the suite's time. A kept fixture stands in a savepoint of its own
around the tests that begin from it; each test works in a savepoint within, on copies of the values.
"""

import copy
import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

OF_THE_TEST = pytest.StashKey[dict[str, Any]]()


@dataclass(frozen=True)
class Level:
    """One fixture that stands: the savepoint around it, and what it and those before it are by now."""

    build: Callable[..., Any]
    savepoint: transaction.Atomic
    values: dict[str, Any]


_standing: list[Level] = []


def kept(build: Callable[..., Any]) -> Any:
    """Make a fixture of a function that asks for other kept fixtures and for nothing else.

    In a test that commits it is made anew, as any fixture is.
    """
    asked = list(inspect.signature(build).parameters)

    @functools.wraps(build)
    def given(request: pytest.FixtureRequest, db: None, **before: Any) -> Any:
        if not any(level.build is build for level in _standing):
            return build(**before)
        if OF_THE_TEST not in request.node.stash:
            request.node.stash[OF_THE_TEST] = copy.deepcopy(_standing[-1].values)
        return request.node.stash[OF_THE_TEST][build.__name__]

    given.build = build
    given.__signature__ = inspect.Signature(
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in ("request", "db", *asked)]
    )
    return pytest.fixture(name=build.__name__)(given)


def begin(item: pytest.Item) -> None:
    """Make what this test begins from, as far as it does not stand yet."""
    for build in _begun_from(item):
        if any(level.build is build for level in _standing):
            continue
        values = copy.deepcopy(_standing[-1].values) if _standing else {}
        savepoint = transaction.atomic()
        savepoint.__enter__()
        try:
            before = {name: values[name] for name in inspect.signature(build).parameters}
            values[build.__name__] = build(**before)
        except BaseException as error:
            savepoint.__exit__(type(error), error, error.__traceback__)
            raise
        _standing.append(Level(build, savepoint, values))


def put_back(coming: pytest.Item) -> None:
    """Take down what the coming test does not begin from, and what stands within that."""
    # Closing an answer closes the connection, and with it goes all that stood.
    needed = [] if connection.closed_in_transaction else list(_begun_from(coming))
    while not all(level.build in needed for level in _standing):
        level = _standing.pop()
        transaction.set_rollback(True)
        level.savepoint.__exit__(None, None, None)


def _begun_from(item: pytest.Item) -> Iterator[Callable[..., Any]]:
    """Yield what makes the kept fixtures of a test, each after those that it asks for."""
    if commits(item):
        return
    fixtures = item._fixtureinfo.name2fixturedefs
    seen: set[str] = set()

    def with_those_before(name: str) -> Iterator[Callable[..., Any]]:
        build = getattr(fixtures[name][-1].func, "build", None) if name in fixtures else None
        if build is None or name in seen:
            return
        seen.add(name)
        for before in inspect.signature(build).parameters:
            yield from with_those_before(before)
        yield build

    for name in item.fixturenames:
        yield from with_those_before(name)


def commits(item: pytest.Item) -> bool:
    """Say whether a test commits, and so works without a transaction around it."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(asked or (marker and marker.kwargs.get("transaction")))
