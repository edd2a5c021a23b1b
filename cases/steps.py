"""What comes next in a case before triage and the group take over, and when the practitioner was told."""

import datetime as dt
from collections.abc import Iterable

from cases.models import Case, CaseAccess, Contact
from cases.models.access import CaseAccessQuerySet
from cases.stages import BEFORE_GROUP
from cases.summary import Step

ADVISOR = "advisor"


def ended(case: Case) -> Step | None:
    """Nothing waits in a case that is closed or withdrawn."""
    return Step() if case.ended else None


def declare(case: Case) -> Step | None:
    """An advisor was asked and has still to declare."""
    if case.stage not in BEFORE_GROUP or case.advisor is None:
        return None
    asked = _opened_to_advisors(case, CaseAccess.Effect.DECLARE).filter(person=case.advisor)
    return Step(f"{case.advisor.name} to declare and triage") if asked.exists() else None


def came_back(case: Case) -> Step | None:
    """The advisor who was asked stood aside."""
    if case.stage not in BEFORE_GROUP or case.advisor_id:
        return None
    aside = _opened_to_advisors(case, CaseAccess.Effect.DENY)
    return Step("Ask another advisor to triage") if aside.exists() else None


def begin(case: Case) -> Step | None:
    """Nothing has been done yet."""
    if case.stage not in BEFORE_GROUP:
        return None
    return Step("Send the first letter and ask an advisor to triage")


def told(case: Case) -> Iterable[dt.date]:
    """Return the days of the contacts at which the practitioner was told."""
    return Contact.objects.filter(case=case, told=True).order_by().values_list("on", flat=True)


def _opened_to_advisors(case: Case, effect: CaseAccess.Effect) -> CaseAccessQuerySet:
    return CaseAccess.objects.current().filter(case=case, source=ADVISOR, effect=effect)
