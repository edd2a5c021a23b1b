"""May this person? Reading and writing lessons, and following up their actions."""

from collections.abc import Callable
from typing import Any

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from cases.access import may_read
from cases.models import Case
from cases.topics import LESSONS, closed_topics
from lessons.models import ImprovementAction
from ui.refusals import NotAllowed, Refusal

UNSEEN = "This case is not open to you, so its lessons are not either."


def check_can_read(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` may see the case and its lessons."""
    check_has(person, Permission.LESSONS_SEE, within=case.organisation)
    if not may_read(person, case) or LESSONS in closed_topics(person, case):
        raise NotAllowed(UNSEEN)


def check_can_write(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` may see the case and write its lessons review."""
    check_has(person, Permission.LESSONS_WRITE, within=case.organisation)
    check_can_read(person, case)


def can_read(person: Person, case: Case) -> bool:
    """Tell whether the case and its lessons are open to `person`."""
    return _passes(check_can_read, person, case)


def can_write(person: Person, case: Case) -> bool:
    """Tell whether `person` may write the lessons review of the case."""
    return _passes(check_can_write, person, case)


def sees_tab(person: Person, case: Case) -> bool:
    """Tell whether the tab is shown to `person`, who may see the case."""
    return has(person, Permission.LESSONS_SEE, within=case.organisation)


def check_can_do(person: Person, action: ImprovementAction) -> None:
    """Raise NotAllowed unless `person` owns the action or writes the lessons of its case."""
    if action.owner_id != person.pk:
        check_can_write(person, action.review.case)


def can_do(person: Person, action: ImprovementAction) -> bool:
    """Tell whether `person` may say that the action is done."""
    return _passes(check_can_do, person, action)


def sees(person: Person, action: ImprovementAction) -> bool:
    """Tell whether `person` can open the action: they own it, or follow it."""
    return ImprovementAction.objects.visible_to(person).filter(pk=action.pk).exists()


def check_can_change(person: Person, action: ImprovementAction) -> None:
    """Raise NotAllowed unless `person` reads the case's lessons, and writes them or makes sure of actions."""
    case = action.review.case
    if not has(person, Permission.LESSONS_ASSURE, within=case.organisation):
        check_has(person, Permission.LESSONS_WRITE, within=case.organisation)
    check_can_read(person, case)


def can_change(person: Person, action: ImprovementAction) -> bool:
    """Tell whether `person` may give the action to somebody else, or another day."""
    return _passes(check_can_change, person, action)


def check_can_assure(person: Person, action: ImprovementAction) -> None:
    """Raise NotAllowed unless `person` may read the case's lessons, assures, and does not own the action."""
    check_has(person, Permission.LESSONS_ASSURE, within=action.review.case.organisation)
    check_can_read(person, action.review.case)
    if action.owner_id == person.pk:
        raise NotAllowed("Somebody other than its owner makes sure that an action is done. Ask a colleague.")


def can_assure(person: Person, action: ImprovementAction) -> bool:
    """Tell whether `person` may record that they made sure."""
    return _passes(check_can_assure, person, action)


def _passes(check: Callable[[Person, Any], None], person: Person, about: Any) -> bool:
    try:
        check(person, about)
    except Refusal:
        return False
    return True
