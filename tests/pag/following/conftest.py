"""An action after a decision, owned by a member who declared no conflict."""

from typing import Any

import pytest

from accounts.models import Person
from pag import actions
from pag.actions import NewAction
from pag.models import Action, AgendaItem
from ui.dates import today


@pytest.fixture
def agreed(item: AgendaItem, member: Person, record: Any) -> Any:
    """Return a function that records a decision with an action of the member's, or of somebody else's."""

    def agrees(what: str = "Find a mentor", **facts: Any) -> Action:
        actions.declare(item=item, answer="none", by=member)
        facts = {"due_on": today(), "owner": member} | facts
        return record("advice", actions=[NewAction(what=what, **facts)]).actions.get()

    return agrees
