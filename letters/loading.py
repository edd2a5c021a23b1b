"""From the files in `data/` to rows: this product's own wording, to be confirmed by each organisation.

A published version never changes: a changed wording is a new file, loaded by a new migration.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
# Defaults hold from before anybody used the product; of two versions the newer counts.
IN_FORCE = dt.date(2020, 1, 1)
FIRST = ("first-1", "outcome-1", "reflections-1")
WHEN = frozenset(
    {
        "always",
        "pastoral_contact",
        "no_pastoral_contact",
        "representative",
        "local_committee",
        "previous_letter",
        # Their account has come since the last letter.
        "account_since",
        "unsafe_step",
        # About the immediate step, at closing.
        "step_ended",
        "step_goes_on",
        "step_over",
        # About the meeting.
        "group_decides",
        "group_advises",
        "advice_decided",
        "no_advice_decided",
        "adjourned",
        "investigation",
        "occupational_health",
        "our_actions",
        "your_actions",
        "other_actions",
        "no_actions",
        "not_adjourned",
        "at_meeting",
        "between_meetings",
        "looked_at_again_on_a_day",
        "looked_at_again_later",
        "meeting_planned",
        "no_meeting_planned",
        # About what goes with the letter.
        "triage_enclosed",
        "no_triage_enclosed",
        # About where the case stands, and how it was closed.
        "stage_received",
        "stage_triage",
        "stage_with_group",
        "stage_investigation",
        "stage_monitoring",
        "stage_outcome",
        "stage_closed",
        "stage_withdrawn",
        "closed_no_concern",
        "closed_learning",
        "closed_completed",
        "closed_referred",
        "closed_left",
        # Something was written under “What was agreed at the end”.
        "agreed_at_end",
        "nothing_agreed_at_end",
        "before_group",
        "records_kept",
        "records_kept_unsaid",
    }
)
# Asked for by version 1 of the outcome letter, and never true: a decision is always of some kind.
NEVER = frozenset({"no_decision"})


def load_default_templates(model: Any) -> None:
    """Write version 1 of the first three letters. `model` is LetterTemplate."""
    load_wording(model, *FIRST)


def load_wording(model: Any, *names: str) -> None:
    """Write the wording files of those names ("outcome-2") as defaults, where they are not there yet."""
    for name in names:
        written = read(DATA / f"{name}.toml")
        model.objects.get_or_create(
            kind=written.pop("kind"),
            organisation=None,
            version=_version(name),
            defaults={"effective_from": IN_FORCE, "published": True, **written},
        )


def load_outside_help(model: Any, name: str = "outside-1") -> None:
    """Write a file of who can help as the default, where it is not there yet. `model` is OutsideHelp."""
    written = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    model.objects.get_or_create(
        organisation=None,
        version=_version(name),
        defaults={"effective_from": IN_FORCE, "assumed": True, **written},
    )


def read(path: Path) -> dict[str, Any]:
    """Return one wording file. Raises ValueError, naming the block, for a condition nobody knows."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    for block in written["blocks"]:
        unknown = conditions(block) - WHEN - NEVER
        if unknown:
            raise ValueError(
                f"{path.name}, block “{block['key']}”: nobody knows the condition “{min(unknown)}”."
            )
        block["text"] = block["text"].strip()
    return written


def conditions(block: dict[str, Any]) -> frozenset[str]:
    """Return what must be true of a case for the block to fit: `when` names one condition or several."""
    when = block["when"]
    return frozenset([when] if isinstance(when, str) else when)


def _version(name: str) -> int:
    return int(name.rpartition("-")[2])
