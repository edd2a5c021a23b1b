"""Who calls an action that works under its caller's lock holds the case, in a transaction of their own.

An action within another takes no lock of its own, and says so: "The caller holds the case." A test is one
transaction itself, and would not notice a caller that has none: so the source is read for who calls whom.
"""

import ast
import functools
import re
from dataclasses import dataclass

import pytest

from tests.test_floors import FLOOR, ROOT

SAYS_SO = re.compile(r"\b(caller|calling action|whoever ends it)\b[^.]*\bholds|lock the caller holds")
LOCKS = re.compile(r"\bCase\.objects\.locked\(")
# Not called by name: receivers of what actions send, and what the action that stores a PDF calls.
SENT = re.compile(r"\.connect\((\w+),|when_ready=(\w+)")
# It makes the case: nobody else can reach it yet.
MAKES = "open_case"


@dataclass(frozen=True)
class Function:
    name: str
    file: str
    says: bool
    atomic: bool
    locks: bool
    received: bool
    calls: frozenset[str]

    @property
    def app(self) -> str:
        return self.file.split("/")[0]


@functools.cache
def functions() -> list[Function]:
    """Return the functions of the apps that know cases."""
    paths = [path for app in FLOOR if FLOOR[app] >= FLOOR["cases"] for path in (ROOT / app).rglob("*.py")]
    sources = {path: path.read_text(encoding="utf-8") for path in paths if "migrations" not in path.parts}
    sent = {name for text in sources.values() for found in SENT.finditer(text) for name in found.groups()}
    return [
        _read(node, str(path.relative_to(ROOT)), sent)
        for path, text in sources.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    ]


def _read(node: ast.FunctionDef, file: str, sent: set[str | None]) -> Function:
    source = ast.unparse(node)
    called = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return Function(
        name=node.name,
        file=file,
        says=bool(SAYS_SO.search(" ".join((ast.get_docstring(node) or "").split()))),
        atomic="transaction.atomic" in source,
        locks=bool(LOCKS.search(source)),
        received="@receiver(" in source or node.name in sent,
        calls=frozenset(
            each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in called
        ),
    )


@functools.cache
def named(app: str) -> frozenset[str]:
    return frozenset(each.name for each in functions() if each.app == app)


def calls(one: Function, other: Function) -> bool:
    """Whether `one` calls `other`: of two with one name its file's, else its app's; "_" stays in its file."""
    if other.name not in one.calls or one.file == other.file:
        return other.name in one.calls
    return not other.name.startswith("_") and (one.app == other.app or other.name not in named(one.app))


@functools.cache
def locks(one: Function, depth: int = 3) -> bool:
    return one.locks or (
        depth > 0 and any(calls(one, other) and locks(other, depth - 1) for other in functions())
    )


@functools.cache
def holds(one: Function, depth: int = 4) -> bool:
    """Whether `one` holds the case when it calls something, or is called only by those who do."""
    if one.says or one.received or one.name == MAKES or (one.atomic and locks(one)):
        return True
    callers = [other for other in functions() if calls(other, one) and other != one]
    return depth > 0 and bool(callers) and all(holds(other, depth - 1) for other in callers)


INNER = [each for each in functions() if each.says]


@pytest.mark.parametrize("inner", INNER, ids=lambda each: f"{each.file}:{each.name}")
def test_whoever_calls_it_holds_the_case(inner):
    assert [
        f"{each.file}: {each.name}" for each in functions() if calls(each, inner) and not holds(each)
    ] == []


def test_what_stands_under_the_lock_of_its_caller_is_known():
    names = {each.name for each in INNER}
    assert {
        "allow",
        "deny",
        "close_access",
        "summarise",
        "write_stage",
        "write_promise",
        "stand_aside",
    } <= names
