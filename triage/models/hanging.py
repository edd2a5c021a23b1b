"""What hangs on rows, such as all the answers of a review, read with questions made into SQL once.

`prefetch_related` makes SQL of each of them anew, which takes most of the time that they take.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet

from ui.compiled import compiled


class Hanging:
    """The rows at the end of `path` from `model`, with what they point to."""

    def __init__(self, model: type[Model], path: str, *pointed_to: str) -> None:
        self.model = model
        self.path = path.split("__")
        self.pointed_to = pointed_to
        self._asked = compiled(self._of)

    def read_for(self, rows: Sequence[Any]) -> list[Any]:
        """Read what hangs on `rows`, which are one step before the end of the path, and return it.

        Each has it from then on, as after `prefetch_related`.
        """
        if not rows:
            return []
        back = self._back
        by_key = {row.pk: row for row in rows}
        hanging: dict[int, list[Any]] = defaultdict(list)
        found = self._asked(rows=list(by_key))
        for each in found:
            key = getattr(each, back.attname)
            back.set_cached_value(each, by_key[key])
            hanging[key].append(each)
        for row in rows:
            there = getattr(row, self.path[-1]).all()
            there._result_cache = hanging[row.pk]  # noqa: SLF001 (as prefetch_related does)
            vars(row).setdefault("_prefetched_objects_cache", {})[back.remote_field.cache_name] = there
        return found

    @property
    def _back(self) -> Any:
        # Found when it is asked for: the models along the path are written after the one they hang on.
        model: Any = self.model
        for name in self.path:
            relation = model._meta.get_field(name)
            model = relation.related_model
        return relation.field

    def _of(self, rows: Any) -> QuerySet[Any]:
        found = self._back.model._default_manager.filter(  # noqa: SLF001 (any model's)
            **{f"{self._back.name}__pk__among": rows}
        )
        # Without a name it would read everything that is pointed to.
        return found.select_related(*self.pointed_to) if self.pointed_to else found
