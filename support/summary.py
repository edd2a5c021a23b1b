"""What support adds to the head of a case: the pastoral contact, and the day of the next update."""

from typing import Any

from cases.models import Case
from cases.stages import BEFORE_GROUP
from cases.summary import Step
from support.models import SupportPlan

# What the head of a case says while nothing but the next update is waiting; its date is the plan's.
NEXT_UPDATE = "Write to the practitioner again, even without news"


def pastoral(case: Case) -> dict[str, Any]:
    """Return who is there for the practitioner, and how they are reached."""
    plan = _plan(case) or SupportPlan()
    reach = ", ".join(part for part in (plan.contact_phone, plan.contact_email) if part)
    return {"pastoral_contact": plan.contact_name, "pastoral_reach": reach[:200]}


def next_update(case: Case) -> Step | None:
    """The practitioner was promised to hear by a day, and the group has had the case."""
    if case.stage in BEFORE_GROUP:
        return None
    plan = _plan(case)
    if plan is None or plan.next_update_on is None:
        return None
    return Step(NEXT_UPDATE, plan.next_update_on)


def _plan(case: Case) -> SupportPlan | None:
    """Return the plan, asked for once: the case is read anew for each summary."""
    plan: SupportPlan | None = getattr(case, "support_plan", None)
    return plan
