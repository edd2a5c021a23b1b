"""From the wording files to rows. The files are the first versions; later ones are written in the product."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
FIRST_IN_FORCE = dt.date(2020, 1, 1)
WHEN = frozenset(
    {
        "always",
        "pastoral_contact",
        "no_pastoral_contact",
        "representative",
        "local_committee",
        "previous_letter",
        "unsafe_step",
        "adjourned",
        "no_decision",
        "investigation",
        "occupational_health",
    }
)


def load_default_templates(model: Any) -> None:
    """Write version 1 of each default letter, where it is not there yet. `model` is LetterTemplate."""
    for path in sorted(DATA.glob("*-1.toml")):
        written = read(path)
        model.objects.get_or_create(
            kind=written["kind"],
            organisation=None,
            version=1,
            defaults={
                "effective_from": FIRST_IN_FORCE,
                "name": written["name"],
                "subject": written["subject"],
                "blocks": written["blocks"],
                "reply_days": written["reply_days"],
                "update_days": written["update_days"],
                "published": True,
            },
        )


def read(path: Path) -> dict[str, Any]:
    """Return one wording file. Raises ValueError, naming the block, for a condition nobody knows."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    for block in written["blocks"]:
        if block["when"] not in WHEN:
            raise ValueError(
                f"{path.name}, block “{block['key']}”: nobody knows the condition “{block['when']}”."
            )
        block["text"] = block["text"].strip()
    return written
