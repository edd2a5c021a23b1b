"""Asking an advisor to triage, to score again, or to write together with another."""

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from audit.actions import record
from cases import actions as cases
from cases.models import Case, CaseAccess
from cases.policies import check_open
from triage import events, mails, policies
from triage.actions.start import begin
from triage.models import Declaration, JointAdvisor, Review, TakenOff
from triage.permissions import ADVISOR, has_opened, joint_source
from ui.refusals import Refusal


@transaction.atomic
def ask_advisor(*, case: Case, advisor: Person, by: Person) -> Case:
    """Assign the case to `advisor` and write them an e-mail, once for each time they are asked.

    An advisor who has declared and submitted is asked for a new scoring, which begins empty.
    """
    _check_does_not_score_alone(advisor, case)
    case = cases.assign_advisor(case=case, advisor=advisor, by=by)
    if has_opened(advisor, case):
        _ask_again(case, advisor, by)
        return case
    asked = (
        CaseAccess.objects.current()
        .of(advisor)
        .filter(case=case, source=ADVISOR, effect=CaseAccess.Effect.DECLARE)
        .first()
    )
    if asked:
        mails.needs_declaration(case=case, advisor=advisor, key=f"triage:asked:{asked.pk}")
    return case


def _check_does_not_score_alone(advisor: Person, case: Case) -> None:
    if Case.objects.to_score_alone(advisor).filter(pk=case.pk).exists():
        raise Refusal(f"{advisor.name} scores this case on their own now. Choose somebody else.")


def _ask_again(case: Case, advisor: Person, by: Person) -> None:
    declared = Declaration.objects.newest_of(case, advisor)
    if Review.objects.of_case(case).in_draft().filter(advisor=advisor).exists() or declared is None:
        return
    review = begin(case=case, declaration=declared)
    record(events.ASKED_AGAIN, by=by, case=case, topic=review.topic, subject=review, revision=review.revision)
    cases.summarise(case=case)
    mails.needs_new_scoring(case=case, advisor=advisor, key=f"triage:again:{review.pk}")


@transaction.atomic
def add_joint_advisor(*, review: Review, advisor: Person, by: Person) -> JointAdvisor:
    """Let a second advisor write a draft together with its first: they declare before it opens to them.

    This is writing together, not a second scoring. Asking twice asks once.
    """
    case = Case.objects.locked(review.case_id)
    review = Review.objects.locked(review.pk)
    check_has(by, Permission.TRIAGE_ASSIGN, within=case.organisation)
    check_open(case)
    policies.check_draft(review)
    if not has(advisor, Permission.TRIAGE_WRITE, within=case.organisation):
        raise Refusal(
            f"{advisor.name} is not a professional advisor of {case.organisation}. Choose somebody else."
        )
    if advisor.pk in (review.advisor_id, case.advisor_id):
        raise Refusal(f"{advisor.name} writes this review already. Choose a second advisor.")
    _check_does_not_score_alone(advisor, case)
    denied = case.access.denials().of(advisor)
    if denied.exists():
        raise Refusal(f"{advisor.name} cannot take this case. Choose somebody else.")
    joint, made = JointAdvisor.objects.get_or_create(review=review, person=advisor, defaults={"added_by": by})
    if made:
        cases.allow(
            case=case,
            person=advisor,
            effect=CaseAccess.Effect.DECLARE,
            reason=CaseAccess.Reason.ASSIGNED,
            source=joint_source(review),
            by=by,
        )
        record(events.JOINT_ASKED, by=by, case=case, topic=review.topic, subject=review)
        mails.needs_declaration(case=case, advisor=advisor, key=f"triage:joint:{joint.pk}")
    return joint


@transaction.atomic
def take_off_joint_advisor(*, review: Review, advisor: Person, reason: str, by: Person) -> None:
    """Let a draft go on without the second advisor, saying why. The case closes to them.

    What they wrote in it stays, and so does that they did. A second click changes nothing; they may be asked
    again.
    """
    case = Case.objects.locked(review.case_id)
    review = Review.objects.locked(review.pk)
    check_has(by, Permission.TRIAGE_ASSIGN, within=case.organisation)
    policies.check_draft(review)
    joint = JointAdvisor.objects.filter(review=review, person=advisor).first()
    if joint is None:
        if TakenOff.objects.filter(review=review, person=advisor).exists():
            return
        raise Refusal(f"{advisor.name} does not write this review. Look at who does.")
    if not reason.strip():
        raise Refusal("Say why the review goes on without them.")
    taken_off = TakenOff.objects.create(review=review, person=advisor, reason=reason, by=by)
    joint.delete()
    cases.close_access(case=case, source=joint_source(review), by=by, person=advisor)
    record(events.JOINT_TAKEN_OFF, by=by, case=case, topic=review.topic, subject=review)
    mails.joint_taken_off(case=case, advisor=advisor, key=f"triage:taken-off:{taken_off.pk}")
