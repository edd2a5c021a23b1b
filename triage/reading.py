"""A saved review read back as plain answers: for comparing, copying, and looking for contradictions."""

from triage.answers import Consequence, DocumentRead, FactorAnswer, ReviewData, RiskAnswers
from triage.models import Review, Risk


def answers_of(review: Review) -> ReviewData:
    """Return what `review`, fetched with `whole()`, holds."""
    return ReviewData(
        reviewed_on=review.reviewed_on,
        summary=review.summary,
        documents=tuple(
            DocumentRead(document=each.document_id, title=each.title) for each in review.documents.all()
        ),
        safeguarding=review.safeguarding,
        safeguarding_details=review.safeguarding_details,
        health=review.health,
        health_details=review.health_details,
        factors=tuple(
            FactorAnswer(factor=each.factor.key, direction=each.direction, why=each.why)
            for each in review.factor_notes.all()
        ),
        risks=tuple(_risk(each) for each in review.risks.all()),
        judged_colour=review.judged_colour,
        judged_why=review.judged_why,
        rationale=review.rationale,
        recommendation=review.recommendation,
        additional=review.additional,
    )


def _risk(risk: Risk) -> RiskAnswers:
    return RiskAnswers(
        statement=risk.statement,
        consequences=tuple(Consequence(each.domain.key, each.severity) for each in risk.consequences.all()),
        likelihood=risk.likelihood,
        likelihood_why=risk.likelihood_why,
        how_soon=risk.how_soon,
        time_frame=risk.time_frame,
        frequency=risk.frequency,
        managed_at=risk.managed_at,
        priority=risk.priority,
        accepted=risk.accepted,
        accepted_why=risk.accepted_why,
    )
