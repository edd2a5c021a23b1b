"""Declaring, before any content of the case opens."""

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases.models import Case, CaseAccess
from cases.stages import Stage
from triage import events, mails
from triage.actions.start import start_review
from triage.models import Declaration
from triage.permissions import ADVISOR, check_can_declare, has_opened


@transaction.atomic
def declare(*, case: Case, answer: str, statement: str = "", by: Person) -> Declaration:
    """Record what the advisor declares.

    "none" opens the case to them and starts a draft review. "yes" and "unsure" open nothing: the case goes
    back to its manager, also where it had opened before. A second click declares nothing new.
    """
    case = Case.objects.locked(case.pk)
    check_can_declare(by, case)
    opened = has_opened(by, case)
    if opened and answer == Declaration.Answer.NONE:
        earlier = Declaration.objects.newest_of(case, by)
        if earlier:
            return earlier
    declaration = Declaration.objects.create(case=case, person=by, answer=answer, statement=statement)
    if answer == Declaration.Answer.NONE:
        _open(case, declaration)
    else:
        _stand_aside(case, declaration)
    return declaration


def _open(case: Case, declaration: Declaration) -> None:
    advisor = declaration.person
    # What let them be asked has done its work.
    cases.close_access(case=case, source=ADVISOR, by=advisor, person=advisor)
    cases.allow(
        case=case,
        person=advisor,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.ASSIGNED,
        source=ADVISOR,
        by=advisor,
    )
    record(events.DECLARED, by=advisor, case=case, subject=declaration)
    if case.stage == Stage.RECEIVED:
        case = cases.move(case=case, to=Stage.TRIAGE, by=advisor)
    start_review(case=case, by=advisor)
    cases.summarise(case=case)


def _stand_aside(case: Case, declaration: Declaration) -> None:
    record(
        events.STOOD_ASIDE,
        by=declaration.person,
        case=case,
        subject=declaration,
        answer=str(declaration.answer),
    )
    case = cases.take_back_from_advisor(case=case, advisor=declaration.person)
    mails.needs_another_advisor(case=case, key=f"triage:aside:{declaration.pk}")
