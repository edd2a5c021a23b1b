"""Declaring, before any content of the case opens."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases.models import Case, CaseAccess
from cases.stages import Stage
from outbox.actions import withdraw
from outbox.models import Message
from triage import events, mails
from triage.actions.start import start_review
from triage.models import Declaration, JointAdvisor, Review
from triage.permissions import ADVISOR, JOINT, SECOND, check_can_declare, granted, has_opened, joint_source


@transaction.atomic
def declare(*, case: Case, answer: str, statement: str = "", by: Person) -> Declaration:
    """Record what an advisor declares.

    "none" opens the case to them and starts a draft review, or the one they write with another. "yes" and
    "unsure" open nothing: the case goes back to its manager, also where it had opened before. A second click
    declares nothing new.
    """
    case = Case.objects.locked(case.pk)
    check_can_declare(by, case)
    asked = granted(by, case, CaseAccess.Effect.DECLARE)
    if has_opened(by, case) and not asked and answer == Declaration.Answer.NONE:
        earlier = Declaration.objects.newest_of(case, by)
        if earlier:
            return earlier
    declaration = Declaration.objects.create(case=case, person=by, answer=answer, statement=statement)
    if answer == Declaration.Answer.NONE:
        _open(case, declaration, asked)
    else:
        _stand_aside(case, declaration)
    return declaration


def _open(case: Case, declaration: Declaration, asked: list[str]) -> None:
    advisor = declaration.person
    for source in asked:
        # What let them be asked has done its work.
        cases.close_access(case=case, source=source, by=advisor, person=advisor)
        cases.allow(
            case=case,
            person=advisor,
            effect=CaseAccess.Effect.READ,
            reason=CaseAccess.Reason.ASSIGNED,
            source=source,
            by=advisor,
        )
    record(events.DECLARED, by=advisor, case=case, subject=declaration)
    _joint(case, advisor).update(declaration=declaration)
    if ADVISOR not in asked:
        return
    if case.stage == Stage.RECEIVED:
        cases.write_stage(case=case, to=Stage.TRIAGE, by=advisor)
    start_review(case=case, by=advisor)
    cases.summarise(case=case)


def _stand_aside(case: Case, declaration: Declaration) -> None:
    person = declaration.person
    record(
        events.STOOD_ASIDE,
        by=person,
        case=case,
        subject=declaration,
        answer=str(declaration.answer),
    )
    effects = (CaseAccess.Effect.DECLARE, CaseAccess.Effect.READ)
    sources = {each for effect in effects for each in granted(person, case, effect)}
    for source in sources:
        if source.startswith((JOINT, SECOND)):
            cases.deny(case=case, person=person, reason=CaseAccess.Reason.CONFLICT, source=source, by=person)
            cases.close_access(case=case, source=source, by=person, person=person)
    withdraw(Message.objects.to_about(person.email, case.pk))
    _joint(case, person).delete()
    if case.advisor_id == person.pk:
        _close_what_is_written_together(case, person)
        case = cases.take_back_from_advisor(case=case, advisor=person)
        mails.needs_another_advisor(case=case, key=f"triage:aside:{declaration.pk}")
    elif any(source.startswith(SECOND) for source in sources):
        mails.second_saw_a_conflict(case=case, key=f"triage:aside:{declaration.pk}")
    else:
        mails.joint_stood_aside(case=case, key=f"triage:aside:{declaration.pk}")


def _close_what_is_written_together(case: Case, person: Person) -> None:
    """A draft of somebody with a conflict is not gone on with, by anybody."""
    for draft in Review.objects.of_case(case).in_draft().filter(advisor=person):
        cases.close_access(case=case, source=joint_source(draft), by=person)


def _joint(case: Case, person: Person) -> QuerySet[JointAdvisor]:
    drafts = Review.objects.of_case(case).in_draft()
    return JointAdvisor.objects.filter(person=person, review__in=drafts.values("pk"))
