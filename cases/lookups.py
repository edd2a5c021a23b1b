"""Asking for many rows by their keys, and for those that have words, with little to build."""

from contextlib import suppress
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigAutoField, Lookup, QuerySet

from ui.compiled import Given

# Of the words in the cases, as PostgreSQL knows it.
LANGUAGE = "english"


@BigAutoField.register_lookup
class Among(Lookup):
    """`pk__among=[…]`: as `in`, but the keys travel as one value, which PostgreSQL reads far quicker.

    Where they are a place in a compiled question, a list is given.

    `pk__among=queryset`: the keys it asks for are found first, and an index then looks up each. With `in`,
    PostgreSQL may read all rows in their order instead, and look for those keys among them.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, values = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, Given):
            return f"{left} = ANY(%s::bigint[])", (*values, self.rhs)
        if self.rhs_is_direct_value():
            if not self.rhs:
                raise EmptyResultSet
            if len(self.rhs) == 1:
                return f"{left} = %s", (*values, *self.rhs)
            return f"{left} = ANY(%s::bigint[])", (*values, f"{{{','.join(map(str, self.rhs))}}}")
        asked, given = self.process_rhs(compiler, connection)
        return f"{left} = ANY(ARRAY{asked})", (*values, *given)


@SearchVectorField.register_lookup
class Words(Lookup):
    """`vector__words="…"`: as `SearchQuery(…, search_type="websearch")`, which takes longer to build."""

    lookup_name = "words"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, values = self.process_lhs(compiler, connection)
        return f"{left} @@ websearch_to_tsquery(%s::regconfig, %s)", (*values, LANGUAGE, self.rhs)


def keys_of(*asked: QuerySet[Any, tuple[int]]) -> set[int]:
    """Return the keys that any of the questions finds, asked together in one round trip.

    As their `union`, which takes longer to build than a second round trip.
    """
    parts: list[str] = []
    values: list[Any] = []
    for question in asked:
        with suppress(EmptyResultSet):
            sql, given = question.query.sql_with_params()
            parts.append(f"({sql})")
            values += given
    if not parts:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {key for (key,) in cursor.fetchall()}
