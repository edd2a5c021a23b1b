"""A case, its manager, and a support plan that lacks nothing."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from support.actions import Plan
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from ui.dates import today


@kept
def room() -> SimpleNamespace:
    organisation = make_organisation()
    manager = make_person("case_manager", organisation=organisation, last_name="Manager")
    return SimpleNamespace(
        organisation=organisation, manager=manager, case=make_case(by=manager, organisation=organisation)
    )


def plan(**changes: Any) -> Plan:
    """Return a plan that can be saved."""
    whole = {
        "contact_name": "Ms Joy Bell",
        "contact_role": "Practice manager elsewhere",
        "contact_phone": "01632 960 010",
        "contact_email": "joy.bell@example.test",
        "uninvolved": True,
        "preferred": "Somebody outside the practice",
        "not_wanted": "Anybody from the practice",
        "reach": "By text first",
        "adjustments": "Questions beforehand",
        "next_update_on": today() + dt.timedelta(days=7),
    }
    return Plan(**whole | changes)
