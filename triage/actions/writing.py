"""Writing the rows of a review that its answers become: documents, factors, risks."""

from accounts.models import Person
from cases.models import Case
from triage.answers import ReviewData, RiskAnswers
from triage.documents_read import documents_open_to
from triage.models import FactorNote, Review, ReviewDocument, Risk, RiskConsequence
from triage.scale import Scale
from triage.scoring import score_of
from ui.refusals import Refusal


def write_documents(review: Review, case: Case, data: ReviewData, by: Person) -> None:
    """Number the documents as they were picked. Raises Refusal for one that is not the case's, or closed."""
    picked = [each.document for each in data.documents if each.document is not None]
    titles = dict(documents_open_to(review, by).filter(pk__in=picked).values_list("pk", "title"))
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


def write_factors(review: Review, data: ReviewData, scale: Scale) -> None:
    """Note which way the factors point that were answered."""
    review.factor_notes.all().delete()
    FactorNote.objects.bulk_create(
        [
            FactorNote(
                review=review, factor=scale.factor(each.factor), direction=each.direction, why=each.why
            )
            for each in data.factors
        ]
    )


def write_risks(review: Review, data: ReviewData, scale: Scale) -> None:
    """Write the risks with score and colour; blank ones are left out."""
    RiskConsequence.objects.filter(risk__review=review).delete()
    review.risks.all().delete()
    answers = data.risks
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
        how_soon=answer.how_soon,
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
