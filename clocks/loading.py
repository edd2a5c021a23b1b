"""Reading the default rules from their file into the table."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

DEFAULTS = Path(__file__).parent / "data" / "deadlines-1.json"


def load_defaults(rule_model: Any, path: Path = DEFAULTS) -> None:
    """Write each default that is not there yet; what is there stays as it is."""
    for row in json.loads(path.read_text()):
        rule_model.objects.get_or_create(
            key=row["key"],
            organisation_key=None,
            effective_from=dt.date.fromisoformat(row["effective_from"]),
            defaults={name: row[name] for name in ("name", "value", "unit", "source", "assumed")},
        )
