"""What actions ask of somebody today: their own, and those that need a new owner. Two queries."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import Person
from accounts.permissions import Permission
from cases.models import Case
from cases.querysets import managed
from cases.work import WorkItem
from pag.models import Action
from ui.dates import day

# What a line on the list of work says of an action.
NAMED = "decision__item__case__practitioner"


def actions_for(person: Person) -> list[WorkItem]:
    """Return the actions that `person` sees to, and those of their cases that need a new owner."""
    return [*_own(person), *_to_reassign(person)]


def _own(person: Person) -> list[WorkItem]:
    """Name the case only where it is open to them: an owner may have to declare on it again."""
    reads = Q(decision__item__case__in=Case.objects.visible_to(person).values("pk"))
    actions: Any = Action.objects.visible_to(person).open().owned_by(person)
    actions = actions.annotate(named=ExpressionWrapper(reads, output_field=BooleanField()))
    return [
        WorkItem(
            sentence=(
                f"You were named for this on {day(action.decision.decided_on)}: {_short(action.what)}"
                + (f" ({action.case.practitioner.name})" if action.named else "")
            ),
            url=action.get_absolute_url(),
            reference=action.case.reference if action.named else "",
            due=action.due_on,
            waiting_since=action.decision.decided_on,
        )
        for action in actions.select_related(NAMED)
    ]


def _to_reassign(person: Person) -> list[WorkItem]:
    """Nothing here says why an owner cannot see to it any more: the page does not either."""
    mine = managed(person, holding=Permission.CASE_RUN)
    if not mine:
        return []
    actions = Action.objects.open().left_by_owner().filter(decision__item__case__pk__among=mine)
    return [
        WorkItem(
            sentence=(
                f"Name somebody else for an action about {action.case.practitioner.name}: "
                "its owner can see to it no more"
            ),
            url=action.get_absolute_url(),
            reference=action.case.reference,
            due=action.due_on,
        )
        for action in actions.select_related(NAMED)
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89].rstrip()}…"
