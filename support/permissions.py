"""May this person? Support is a topic of its own, closed to all who may not see it."""

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from cases.access import may_read
from cases.models import Case
from cases.topics import SUPPORT, closed_topics
from ui.refusals import NotAllowed


def check_can_see(person: Person, case: Case) -> None:
    """Raise NotAllowed unless the case and its support are open to `person`."""
    check_has(person, Permission.SUPPORT_SEE, within=case.organisation)
    if not may_read(person, case) or SUPPORT in closed_topics(person, case):
        raise NotAllowed("The support plan of this case is not open to you.")


def can_see(person: Person, case: Case) -> bool:
    """Tell whether the case and its support are open to `person`."""
    try:
        check_can_see(person, case)
    except NotAllowed:
        return False
    return True


def check_can_write(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` may see the support of the case and runs it."""
    check_can_see(person, case)
    check_has(person, Permission.CASE_RUN, within=case.organisation)


def sees_tab(person: Person, case: Case) -> bool:
    """Tell whether the tab is shown to `person`, who may see the case."""
    return has(person, Permission.SUPPORT_SEE, within=case.organisation)
