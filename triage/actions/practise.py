"""Scoring a practice case."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from accounts.models import Person
from triage.answers import RiskAnswers
from triage.models import PracticeAnswer, PracticeAnswerConsequence, PracticeAttempt, PracticeCase
from triage.practice.access import is_offered, readable
from triage.practice.policies import check_scored
from triage.scale import Scale
from ui.refusals import NotAllowed, Refusal


@transaction.atomic
def practise(
    *, practice: PracticeCase, answers: Sequence[RiskAnswers], by: Person, submission_key: uuid.UUID
) -> PracticeAttempt:
    """Keep how `by` scored each risk, in order. A second click keeps it once; a further go stands beside it.

    Nothing is recorded in the audit: it is somebody's own learning, and nobody else reads it.
    """
    if not readable(by).filter(pk=practice.pk).exists():
        raise NotAllowed("This practice case is of another organisation.")
    PracticeCase.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    kept = PracticeAttempt.objects.of(by).filter(submission_key=submission_key).first()
    if kept:
        return kept
    practice = PracticeCase.objects.whole().get(pk=practice.pk)
    if not is_offered(practice):
        raise Refusal(
            "This practice case was retired or replaced by a newer version meanwhile. Choose one from the "
            "list; what you scored is still on this page."
        )
    risks, scale = list(practice.risks.all()), Scale(practice.guide)
    check_scored(answers, scale, risks=len(risks))
    attempt = PracticeAttempt.objects.create(practice_case=practice, person=by, submission_key=submission_key)
    for risk, answer in zip(risks, answers, strict=True):
        written = PracticeAnswer.objects.create(
            attempt=attempt, risk=risk, likelihood=answer.likelihood or 0, why=answer.likelihood_why
        )
        PracticeAnswerConsequence.objects.bulk_create(
            [
                PracticeAnswerConsequence(
                    answer=written, domain=scale.domain(each.domain), severity=each.severity
                )
                for each in answer.consequences
            ]
        )
    return attempt
