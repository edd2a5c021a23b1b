"""Reading a scoring guide from its file into the database."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from ui.dates import today

DATA = Path(__file__).parent / "data"
DEFAULT = DATA / "guide-1.json"
NEWEST = DATA / "guide-2.json"
# It comes with the service: in force from the first day anybody uses it.
DEFAULT_FROM = dt.date(2020, 1, 1)

# Gives a model by its name: the migration's, or today's.
ModelCalled = Callable[[str], type[models.Model]]


@transaction.atomic
def load_default(model: ModelCalled, *, file: Path = DEFAULT, version: int = 1) -> None:
    """Write the file as a version of the default guide and publish it; leave one alone that is there.

    Where cases were scored before it came, it counts from today: the days before keep the guide they had.
    """
    guides: Any = model("Guide")._default_manager  # noqa: SLF001 (as migrations know it)
    if guides.filter(organisation=None, version=version).exists():
        return
    contents = json.loads(file.read_text(encoding="utf-8"))
    guide = guides.create(
        organisation=None,
        version=version,
        name=contents["name"],
        source=contents["source"],
        effective_from=today() if version > 1 and _was_used(model) else DEFAULT_FROM,
        steps=contents["steps"],
        not_meaning=contents["not_meaning"],
    )
    write_parts(model, guide, contents)
    guides.filter(pk=guide.pk).update(published_at=timezone.now())


def _was_used(model: ModelCalled) -> bool:
    return bool(model("Review")._default_manager.filter(guide__organisation=None).exists())  # noqa: SLF001


def write_parts(model: ModelCalled, guide: Any, contents: dict[str, Any]) -> None:
    """Write scales, domains, descriptors, factors and bands of a guide that is not published yet."""

    def write(name: str, rows: list[dict[str, Any]]) -> list[Any]:
        of_model = model(name)
        manager: Any = of_model._default_manager  # noqa: SLF001
        return manager.bulk_create([of_model(guide=guide, **row) for row in rows])

    def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**row, "position": position} for position, row in enumerate(rows, start=1)]

    write("Likelihood", contents["likelihoods"])
    severities = {each.score: each for each in write("Severity", contents["severities"])}
    domains = {each.key: each for each in write("Domain", numbered(contents["domains"]))}
    write(
        "Descriptor",
        [
            {"severity": severities[row["severity"]], "domain": domains[row["domain"]], "text": row["text"]}
            for row in contents["descriptors"]
        ],
    )
    write("Factor", numbered(contents["factors"]))
    write("Band", contents["bands"])
