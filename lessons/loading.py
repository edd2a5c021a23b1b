"""Loading a published framework from its data file."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
PUBLISHED = {"london-protocol-1": (1, dt.date(2026, 11, 21))}


def load_framework(models: Any, name: str) -> None:
    """Put the framework of `data/<name>.json` into the database, once. `models` looks models up by name."""
    version, published_on = PUBLISHED[name]
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    framework, made = models.get_model("lessons", "Framework").objects.get_or_create(
        version=version,
        defaults={"name": data["name"], "source": data["source"], "published_on": published_on},
    )
    if not made:
        return
    for at, row in enumerate(data["types"], 1):
        factors = row.pop("factors")
        kind = models.get_model("lessons", "FactorType").objects.create(
            framework=framework, position=at, **row
        )
        models.get_model("lessons", "Factor").objects.bulk_create(
            models.get_model("lessons", "Factor")(type=kind, position=place, **factor)
            for place, factor in enumerate(factors, 1)
        )
    for at, row in enumerate(data["reflection"], 1):
        models.get_model("lessons", "ReflectionQuestion").objects.create(
            framework=framework, position=at, **row
        )
