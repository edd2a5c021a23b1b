"""Who runs a case, and who is asked to triage it."""

from django.db import transaction

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has, has
from audit.actions import record
from cases import events
from cases.actions.access import allow, close_access, deny
from cases.actions.first import ask_first, tell_asked
from cases.actions.summary import summarise
from cases.models import Case, CaseAccess, Part
from cases.models.access import RESTRICTION
from cases.policies import check_open
from cases.steps import ADVISOR
from ui.refusals import Refusal


@transaction.atomic
def assign_advisor(*, case: Case, advisor: Person, by: Person) -> Case:
    """Ask a professional advisor to triage: they may be asked to declare, and see no content before."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.TRIAGE_ASSIGN, within=case.organisation)
    check_open(case)
    if not has(advisor, Permission.TRIAGE_WRITE, within=case.organisation):
        raise Refusal(
            f"{advisor.name} is not a professional advisor of {case.organisation}. Choose somebody else."
        )
    if CaseAccess.objects.denials().of(advisor).filter(case=case).exists():
        raise Refusal(f"{advisor.name} cannot take this case. Choose somebody else.")
    if case.advisor_id == advisor.pk:
        return case
    if case.advisor_id:
        close_access(case=case, source=ADVISOR, by=by)
    case.advisor = advisor
    case.save(update_fields=["advisor"])
    allow(
        case=case,
        person=advisor,
        effect=CaseAccess.Effect.DECLARE,
        reason=CaseAccess.Reason.ASSIGNED,
        source=ADVISOR,
        by=by,
    )
    summarise(case=case)
    record(events.ADVISOR_ASSIGNED, by=by, case=case, subject=advisor)
    return case


@transaction.atomic
def take_back_from_advisor(*, case: Case, advisor: Person) -> Case:
    """Bring the case back after the advisor declared a conflict, or was unsure: nothing opens to them."""
    case = Case.objects.locked(case.pk)
    deny(case=case, person=advisor, reason=CaseAccess.Reason.CONFLICT, source=ADVISOR, by=advisor)
    close_access(case=case, source=ADVISOR, by=advisor, person=advisor)
    case.advisor = None
    case.save(update_fields=["advisor"])
    summarise(case=case)
    record(events.ADVISOR_RETURNED, by=advisor, case=case)
    return case


@transaction.atomic
def hand_over_all(*, who: Person, to: Person, organisation: Organisation, by: Person) -> int:
    """Give every open case that `who` manages in the organisation to `to`; returns how many.

    A case that is closed to `to` stays where it is: somebody who may see it finds another manager for it. So
    does one that whoever hands over to themselves could not see before, such as a restricted one.
    """
    check_has(by, Permission.PEOPLE_MANAGE, within=organisation)
    closed = CaseAccess.objects.denials().of(to).values("case")
    cases = Case.objects.open().managed_by(who, within=organisation).exclude(pk__in=closed).order_by("pk")
    if to == by:
        cases = cases.filter(pk__in=Case.objects.visible_to(by).values("pk"))
    asked = [_hand_over(case, manager=to, by=by) for case in cases]
    tell_asked(person=to, organisation=organisation, asked=asked)
    return len(asked)


@transaction.atomic
def hand_over(*, case: Case, manager: Person, by: Person) -> Case:
    """Give the case to another case manager, who is its named contact from now on.

    It opens to them once they have said that they have no connection with anybody in it.
    """
    asked = _hand_over(case, manager=manager, by=by)
    tell_asked(person=manager, organisation=case.organisation, asked=[asked])
    return Case.objects.locked(case.pk)


def _hand_over(case: Case, *, manager: Person, by: Person) -> CaseAccess | None:
    """Hand over, and return what asks the manager to declare, if they are asked."""
    case = Case.objects.locked(case.pk)
    if not has(by, Permission.PEOPLE_MANAGE, within=case.organisation):
        check_has(by, Permission.CASE_RUN, within=case.organisation)
    if not has(manager, Permission.LETTER_WRITE, within=case.organisation):
        raise Refusal(f"{manager.name} is not a case manager of {case.organisation}. Choose somebody else.")
    if CaseAccess.objects.denials().of(manager).filter(case=case).exists():
        raise Refusal(f"{manager.name} cannot take this case. Choose somebody else.")
    if case.manager_id == manager.pk:
        return None
    close_access(case=case, source=Part.MANAGER, by=by)
    case.manager = manager
    case.save(update_fields=["manager"])
    if case.restricted:
        allow(
            case=case,
            person=manager,
            effect=CaseAccess.Effect.READ,
            reason=CaseAccess.Reason.NAMED,
            source=RESTRICTION,
            by=by,
        )
    record(events.MANAGER_CHANGED, by=by, case=case, subject=manager)
    return ask_first(case=case, person=manager, part=Part.MANAGER, by=by)
