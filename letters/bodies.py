"""Who stands beside a practitioner outside the organisation, read from `data/bodies.toml`."""

import functools
import tomllib
from typing import Any

from cases.models import Case
from cases.models.practitioner import Regulator
from letters.loading import DATA


@functools.cache
def _bodies() -> dict[str, Any]:
    return tomllib.loads((DATA / "bodies.toml").read_text(encoding="utf-8"))


def local_committee(case: Case) -> str:
    """Return the local committee that fits discipline and route; nothing where there is none."""
    for committee in _bodies()["local_committee"]:
        if committee["discipline"] == case.practitioner.discipline and case.route in committee["routes"]:
            return str(committee["name"])
    return ""


def defence(case: Case) -> str:
    """Return whom to ask for advice, in words that fit the discipline."""
    bodies = _bodies()["defence"]
    return str(bodies.get(case.practitioner.discipline, bodies["other"]))


def regulator(case: Case) -> str:
    """Return the regulator as a sentence names it; nothing where it is not known."""
    code = case.practitioner.regulator
    if not code:
        return ""
    return "your regulator" if code == Regulator.OTHER else f"the {case.practitioner.get_regulator_display()}"
