"""Reading the default quorum rule from its file into the table."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from ui.dates import today

DEFAULTS = Path(__file__).parent / "data" / "quorum-1.json"


def load_defaults(rule_model: Any, path: Path = DEFAULTS) -> None:
    """Write each version of the default that is not there yet; what is there stays as it is.

    One without a day is in force from the day on which it is written: meetings before go by the one before.
    """
    for row in json.loads(path.read_text()):
        since = row["effective_from"]
        facts = row | {"effective_from": dt.date.fromisoformat(since) if since else today()}
        version = facts.pop("version")
        rule_model.objects.get_or_create(group=None, organisation=None, version=version, defaults=facts)
