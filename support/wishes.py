"""How the practitioner wishes to be reached, beside the page on which a call is logged."""

from accounts.models import Person
from cases.models import Case
from cases.reaching import Line
from support.models import SupportPlan
from support.permissions import can_see


def wishes(person: Person, case: Case) -> list[Line]:
    """Return what the support plan says of reaching the practitioner, where it is open to `person`."""
    if not can_see(person, case):
        return []
    plan = SupportPlan.objects.of_case(case)
    if plan is None:
        return []
    return [Line("How they wish to be reached", plan.reach), Line("Adjustments", plan.adjustments)]
