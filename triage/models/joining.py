"""Fetching what hangs on rows together with what it points to: one query, where names in a chain take two."""

from django.db import models


def joined(model: type[models.Model], path: str, *pointed_to: str) -> models.Prefetch:
    """Return how to prefetch `path` of `model` with what its rows point to.

    The models along the path are found when it is asked for: they are written after the one they hang on.
    """
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return models.Prefetch(path, model._default_manager.select_related(*pointed_to))  # noqa: SLF001 (any model's)
