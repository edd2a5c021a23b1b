"""Moving a draft review to the scoring guide in force."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.policies import check_open
from triage import events, policies
from triage.actions.save import keep_who_wrote
from triage.guides.moving import Move, guide_to_move_to, plan_move
from triage.models import FactorNote, Review, Risk, RiskConsequence
from triage.permissions import check_can_write_review
from ui.refusals import Stale


@transaction.atomic
def move_to_guide(
    *, review: Review, by: Person, guide: int | None = None, version: int | None = None
) -> Review:
    """Score a draft review by the guide in force: what maps is kept, scores and colours are computed anew.

    `guide` and `version` are what the person was shown (`triage.guides.moving`): raises Stale where another
    guide is in force now, or the review was saved since. A second click, or nothing to move to, changes
    nothing.
    """
    case = Case.objects.locked(review.case_id)
    review = case.triage_reviews.with_answers().locked(review.pk)
    check_can_write_review(by, case, review)
    check_open(case)
    policies.check_draft(review)
    target = guide_to_move_to(review)
    if target is None:
        return review
    if version not in (None, review.version) or guide not in (None, target.pk):
        raise Stale(
            "The review or the guide in force has changed since you opened this page. Look at it again.",
            version=review.version,
        )
    policies.check_guide(target, case.organisation_id)
    move = plan_move(review, target)
    review.guide = target
    review.version += 1
    review.saved_at = timezone.now()
    review.save(update_fields=["guide", "version", "saved_at"])
    _move_notes(move)
    _move_risks(move)
    # A page opened before shows the other guide's words: what it brings is not taken for an answer to these.
    keep_who_wrote(review, ["factors", "risks"], by)
    record(
        events.GUIDE_MOVED,
        by=by,
        case=case,
        topic=review.topic,
        subject=review,
        guide=target.pk,
        version=review.version,
    )
    return review


def _move_notes(move: Move) -> None:
    kept, gone = [], []
    for note in move.review.factor_notes.all():
        factor = move.factor_for(note)
        if factor is None:
            gone.append(note.pk)
            continue
        note.factor = factor
        kept.append(note)
    FactorNote.objects.filter(pk__in=gone).delete()
    FactorNote.objects.bulk_update(kept, ["factor"])


def _move_risks(move: Move) -> None:
    risks = list(move.review.risks.all())
    kept, gone = [], []
    for risk in risks:
        severity = move.severity_of(risk)
        risk.score, risk.colour = move.score_of(risk)
        risk.severity = severity
        for consequence in risk.consequences.all():
            domain = move.domain_for(consequence)
            if domain is None:
                gone.append(consequence.pk)
                continue
            consequence.domain = domain
            kept.append(consequence)
    RiskConsequence.objects.filter(pk__in=gone).delete()
    Risk.objects.bulk_update(risks, ["severity", "score", "colour"])
    RiskConsequence.objects.bulk_update(kept, ["domain"])
