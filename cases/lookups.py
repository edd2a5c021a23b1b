"""Asking for many rows by their keys."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class Among(Lookup):
    """`pk__among=[…]`: as `in`, but the keys travel as one value, which PostgreSQL reads far quicker."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        left, values = self.process_lhs(compiler, connection)
        keys = ",".join(str(int(key)) for key in self.rhs)
        return f"{left} = ANY(%s::bigint[])", (*values, f"{{{keys}}}")
