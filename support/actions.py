"""What can be done about the practitioner's support."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases import search
from cases.actions import summarise
from cases.models import Case
from cases.policies import check_open
from cases.topics import SUPPORT
from support import events
from support.considerations import BY_KEY
from support.models import Consideration, SupportPlan
from support.permissions import check_can_write
from ui.dates import day
from ui.refusals import Refusal, Stale


@dataclass(frozen=True)
class Plan:
    """A support plan as somebody wrote it; the fields are those of `SupportPlan`."""

    contact_name: str = ""
    contact_role: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    uninvolved: bool = False
    preferred: str = ""
    not_wanted: str = ""
    reach: str = ""
    adjustments: str = ""
    next_update_on: dt.date | None = None

    @classmethod
    def of(cls, plan: SupportPlan) -> "Plan":
        """Return what `plan` says."""
        return cls(**{name: getattr(plan, name) for name in cls.__dataclass_fields__})

    def in_words(self) -> dict[str, str]:
        """Return the fields in words."""
        words = {name: str(value or "") for name, value in asdict(self).items()}
        return words | {
            "uninvolved": "Yes" if self.uninvolved else "No",
            "next_update_on": day(self.next_update_on),
        }


@transaction.atomic
def save_plan(*, case: Case, plan: Plan, version: int, by: Person) -> SupportPlan:
    """Write the support plan; `version` is 0 for the first. Raises Stale where somebody saved first."""
    case = Case.objects.locked(case.pk)
    check_can_write(by, case)
    check_open(case)
    kept = SupportPlan.objects.of_case(case)
    standing = kept.version if kept else 0
    if standing != version:
        theirs = Plan.of(kept).in_words() if kept else Plan().in_words()
        ours = plan.in_words()
        raise Stale(
            theirs={name: text for name, text in theirs.items() if text != ours[name]}, version=standing
        )
    _check_contact(plan)
    named_before = kept.contact_name if kept else ""
    saved = kept or SupportPlan(case=case)
    for name, value in asdict(plan).items():
        setattr(saved, name, value)
    saved.version, saved.saved_by = standing + 1, by
    saved.save()
    summarise(case=case)
    words = "\n".join([plan.contact_name, plan.preferred, plan.not_wanted, plan.reach, plan.adjustments])
    search.index(case=case, source=f"support:{saved.pk}", text=words, topic=SUPPORT)
    record(events.PLAN_SAVED, by=by, case=case, topic=SUPPORT, subject=saved, version=saved.version)
    if plan.contact_name and plan.contact_name != named_before:
        record(events.CONTACT_NAMED, by=by, case=case, topic=SUPPORT, subject=saved)
    return saved


@transaction.atomic
def promise_update(*, case: Case, on: dt.date | None, by: Person) -> None:
    """Write on the plan the day by which the practitioner hears again; None where nothing more is promised.

    This day is the only one there is: letters and the head of the case show it. The calling action, such
    as a letter that goes out, has checked that `by` may tell the practitioner.
    """
    case = Case.objects.locked(case.pk)
    if write_promise(case=case, on=on, by=by):
        summarise(case=case)


def write_promise(*, case: Case, on: dt.date | None, by: Person) -> bool:
    """Write that day and its event, and return whether it was another; the caller holds the case.

    Whoever calls this summarises the case once all is written.
    """
    plan = SupportPlan.objects.of_case(case) or SupportPlan(case=case, version=0)
    if plan.next_update_on == on:
        return False
    plan.next_update_on, plan.saved_by = on, by
    plan.version += 1
    plan.save()
    if on:
        record(events.UPDATE_PROMISED, by=by, case=case, topic=SUPPORT, subject=plan, on=on)
    else:
        record(events.PLAN_SAVED, by=by, case=case, topic=SUPPORT, subject=plan, version=plan.version)
    return True


def _check_contact(plan: Plan) -> None:
    """Raise Refusal unless a pastoral contact is named wholly, or not at all."""
    if not plan.contact_name:
        if plan.contact_role or plan.contact_phone or plan.contact_email or plan.uninvolved:
            raise Refusal(
                "Give the pastoral contact's name, or leave all of it empty until somebody has agreed."
            )
        return
    if not plan.uninvolved:
        raise Refusal(
            "Confirm that the pastoral contact has no part in the investigation, or choose somebody else."
        )
    if not (plan.contact_phone or plan.contact_email):
        raise Refusal("Say how the pastoral contact can be reached: a telephone number or an e-mail address.")


@transaction.atomic
def consider(
    *, case: Case, key: str, state: str, note: str, by: Person, submission_key: uuid.UUID
) -> Consideration:
    """Note where one of the eight considerations stands; what was noted before stays."""
    case = Case.objects.locked(case.pk)
    check_can_write(by, case)
    check_open(case)
    if key not in BY_KEY:
        raise Refusal("There is no such consideration. Choose one of the eight.")
    row, made = Consideration.objects.get_or_create(
        submission_key=submission_key,
        defaults={"case": case, "key": key, "state": state, "note": note, "by": by},
    )
    if made:
        if note:
            search.index(case=case, source=f"consideration:{row.pk}", text=note, topic=SUPPORT)
        record(events.CONSIDERED, by=by, case=case, topic=SUPPORT, subject=row, matter=key, state=str(state))
    return row
