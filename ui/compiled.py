"""Questions to the database that are asked all the time, made into SQL once in the life of a process.

Django takes about three times as long to make SQL of a question as PostgreSQL to answer it. What every page
asks about its reader is the same question each time, with other values.

    @compiled
    def _roles(person: Any, on: Any) -> QuerySet[Membership]:
        return Membership.objects.current(on=on).filter(person=person)

    _roles(person=person.pk, on=today())
"""

import copy
import datetime as dt
import functools
import inspect
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")


class Given(Expression):
    """The place of a value in a question, by its name. The value is as PostgreSQL takes it: a key, a day."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class Compiled(Generic[Row]):
    """A question, worded by `ask` of the places that its parameters name."""

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]]) -> None:
        self.ask = ask

    def __call__(self, **given: Any) -> list[Row]:
        """Return what is found now for the values given."""
        question, compiler, sql, places = self._made
        mine: Any = copy.copy(compiler)
        mine.connection = connections[question.db]
        if question.query.select_for_update and mine.connection.get_autocommit():
            raise TransactionManagementError("A row can be locked only within a transaction")
        values = tuple(given[each.name] if isinstance(each, Given) else each for each in places)
        mine.as_sql = lambda: (sql, values)
        asked: Any = question.all()
        asked.query.get_compiler = lambda *_using, **_named: mine
        return list(asked)

    def one(self, **given: Any) -> Row | None:
        """Return the first row found, if any."""
        return next(iter(self(**given)), None)

    @functools.cached_property
    def _made(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, tuple[Any, ...]]:
        question = self.ask(**{name: Given(name) for name in inspect.signature(self.ask).parameters})
        compiler = question.query.get_compiler(question.db)
        sql, places = compiler.as_sql()
        if any(isinstance(each, dt.date) for each in places):
            raise TypeError("A day or a moment in a question would stand still: it has to be given")
        return question, compiler, sql, tuple(places)


def compiled(ask: Callable[..., QuerySet[Any, Row]]) -> Compiled[Row]:
    """Make a question of a function whose parameters are what is given each time."""
    return Compiled(ask)
