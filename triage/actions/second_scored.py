"""Scoring on one's own: declaring, and handing it in."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases.models import Case, CaseAccess
from cases.policies import check_open
from triage import events, mails
from triage.actions.second import ask_anew
from triage.actions.start import begin
from triage.models import Declaration, Guide, Review, SecondScoring
from triage.permissions import check_scores_alone, may_agree

State = SecondScoring.State


@transaction.atomic
def declare_alone(*, scoring: SecondScoring, answer: str, statement: str = "", by: Person) -> Declaration:
    """Record what somebody declares who is asked to score a case on their own.

    "none" begins an empty review under the guide of the first. "yes" and "unsure", also later, close the case
    to them for good; somebody else is asked. A second click declares nothing new.
    """
    case = Case.objects.locked(scoring.case_id)
    scoring = SecondScoring.objects.locked(scoring.pk)
    check_scores_alone(by, case, scoring)
    if scoring.declaration and answer == Declaration.Answer.NONE:
        return scoring.declaration
    if answer == Declaration.Answer.NONE:
        check_open(case)
    declaration = Declaration.objects.create(case=case, person=by, answer=answer, statement=statement)
    if answer == Declaration.Answer.NONE:
        guide = Guide.objects.get(pk=scoring.first.guide_id)
        scoring.declaration = declaration
        scoring.second = begin(case=case, declaration=declaration, guide=guide, kind=Review.Kind.SECOND)
        scoring.save()
        record(events.SECOND_DECLARED, by=by, case=case, topic=scoring.first.topic, subject=declaration)
        return declaration
    record(events.STOOD_ASIDE, by=by, case=case, subject=declaration, answer=str(answer))
    conflict = CaseAccess.Reason.CONFLICT
    cases.deny(case=case, person=by, reason=conflict, source=scoring.source, by=by)
    cases.close_access(case=case, source=scoring.source, by=by, person=by)
    ask_anew(scoring)
    mails.alone_stood_aside(case=case, key=f"triage:aside:{declaration.pk}")
    return declaration


def take_in(*, case: Case, review: Review, by: Person) -> SecondScoring:
    """Take a second scoring in as it is submitted: from now on its author may see the first.

    The caller holds the case and the review.
    """
    found = SecondScoring.objects.locked(review.scored_apart.pk)
    found.state, found.scored_at = State.SCORED, timezone.now()
    found.save()
    cases.close_access(case=case, source=found.source, by=by, person=by)
    cases.allow(
        case=case,
        person=by,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.ASSIGNED,
        source=found.source,
        by=by,
    )
    for each in found.first.authors:
        if may_agree(each, case, found):
            mails.to_be_agreed(case=case, person=each, key=f"triage:to-agree:{found.pk}:{each.pk}")
    return found
