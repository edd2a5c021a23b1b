"""What support adds to the head of a case: the pastoral contact, and the day of the next update."""

from typing import Any

from django.db.models import QuerySet

from cases.models import Case
from cases.stages import BEFORE_GROUP
from cases.summary import Step
from support.models import SupportPlan
from ui.compiled import compiled

# What the head of a case says while nothing but the next update is waiting; its date is the plan's.
NEXT_UPDATE = "Write to the practitioner again, even without news"


def pastoral(case: Case) -> dict[str, Any]:
    """Return who is there for the practitioner, and how they are reached."""
    name, *ways = _contact.one(case=case.pk) or ("",)
    return {"pastoral_contact": name, "pastoral_reach": ", ".join(filter(None, ways))[:200]}


def next_update(case: Case) -> Step | None:
    """The practitioner was promised to hear by a day, and the group has had the case."""
    if case.stage in BEFORE_GROUP:
        return None
    promised = SupportPlan.objects.filter(case=case, next_update_on__isnull=False)
    on = promised.values_list("next_update_on", flat=True).first()
    return Step(NEXT_UPDATE, on) if on else None


@compiled
def _contact(case: Any) -> "QuerySet[SupportPlan, tuple[str, str, str]]":
    plans = SupportPlan.objects.filter(case=case)
    return plans.values_list("contact_name", "contact_phone", "contact_email")
