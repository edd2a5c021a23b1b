"""Saving a draft review."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.policies import check_open
from documents.models import Document
from triage import events, policies
from triage.answers import ReviewData, RiskAnswers
from triage.models import FactorNote, Guide, Review, ReviewDocument, Risk, RiskConsequence
from triage.permissions import check_can_write_review
from triage.scale import Scale
from triage.scoring import score_of
from triage.wording import differences
from ui.refusals import Refusal, Stale

PLAIN = ("reviewed_on", "summary", "safeguarding", "health", "rationale", "recommendation", "additional")


@transaction.atomic
def save_review(*, review: Review, data: ReviewData, version: int, by: Person) -> Review:
    """Write the draft anew from `data`; scores and colours are computed here.

    Raises Stale, with what was saved meanwhile, where `version` is not the one that stands.
    """
    case = Case.objects.locked(review.case_id)
    review = Review.objects.locked(review.pk)
    check_can_write_review(by, case, review)
    check_open(case)
    policies.check_draft(review)
    if review.version != version:
        saved = Review.objects.whole().get(pk=review.pk)
        raise Stale(theirs=differences(saved, data), version=review.version)
    scale = Scale(Guide.objects.whole().get(pk=review.guide_id))
    policies.check_answers(data, scale)
    for name in PLAIN:
        setattr(review, name, getattr(data, name))
    # Details belong to a yes; what was typed under another answer is not an answer any more.
    review.safeguarding_details = data.safeguarding_details if data.safeguarding else ""
    review.health_details = data.health_details if data.health else ""
    review.version += 1
    review.saved_at = timezone.now()
    review.save()
    _write_documents(review, case, data, by)
    _write_factors(review, data, scale)
    _write_risks(review, data, scale)
    record(events.SAVED, by=by, case=case, topic=review.topic, subject=review, version=review.version)
    return review


def _write_documents(review: Review, case: Case, data: ReviewData, by: Person) -> None:
    picked = [each.document for each in data.documents if each.document is not None]
    titles = dict(Document.objects.open_to(by, case).filter(pk__in=picked).values_list("pk", "title"))
    if len(titles) < len(set(picked)):
        raise Refusal("A document you picked is no longer with this case. Look at the list again and save.")
    review.documents.all().delete()
    ReviewDocument.objects.bulk_create(
        [
            ReviewDocument(
                review=review,
                number=number,
                document_id=read.document,
                title=titles[read.document] if read.document else read.title,
            )
            for number, read in enumerate(data.documents, start=1)
        ]
    )


def _write_factors(review: Review, data: ReviewData, scale: Scale) -> None:
    review.factor_notes.all().delete()
    FactorNote.objects.bulk_create(
        [
            FactorNote(
                review=review, factor=scale.factor(each.factor), direction=each.direction, why=each.why
            )
            for each in data.factors
            if not each.blank
        ]
    )


def _write_risks(review: Review, data: ReviewData, scale: Scale) -> None:
    RiskConsequence.objects.filter(risk__review=review).delete()
    review.risks.all().delete()
    answers = [each for each in data.risks if not each.blank]
    risks = Risk.objects.bulk_create(
        [_scored(review, each, position, scale) for position, each in enumerate(answers, start=1)]
    )
    RiskConsequence.objects.bulk_create(
        [
            RiskConsequence(risk=risk, domain=scale.domain(each.domain), severity=each.severity)
            for risk, answer in zip(risks, answers, strict=True)
            for each in answer.consequences
        ]
    )


def _scored(review: Review, answer: RiskAnswers, position: int, scale: Scale) -> Risk:
    score = None
    if answer.likelihood is not None and answer.severity is not None:
        score = score_of(likelihood=answer.likelihood, severity=answer.severity)
    return Risk(
        review=review,
        position=position,
        statement=answer.statement,
        likelihood=answer.likelihood,
        likelihood_why=answer.likelihood_why,
        time_frame=answer.time_frame,
        frequency=answer.frequency,
        severity=answer.severity,
        score=score,
        colour=scale.band(score).colour if score is not None else "",
        managed_at=answer.managed_at,
        priority=answer.priority,
        accepted=answer.accepted,
        accepted_why=answer.accepted_why,
    )
