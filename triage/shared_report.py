"""The practitioner's copy of a triage review as a PDF: plain words first, then the review in its order."""

from itertools import groupby
from typing import Any

from accounts.models import Person
from cases.models import Case
from cases.models.case import Route
from cases.stages import Stage
from cases.topics import closed_topics
from clocks.rules import COMMENTS_ON_TRIAGE, Deadline, deadline
from documents.kinds import PdfKind, html_of, register
from documents.models import Pdf
from triage.models import Review, Sharing
from triage.presenters import not_meaning, scale_name, score_words
from triage.scale import Scale
from triage.sharing import (
    DOCUMENTS,
    FACTORS,
    RISKS,
    Copy,
    SharedPiece,
    marks_of,
    pieces,
    shows_closed,
    why_withheld,
)
from ui import matrix
from ui.dates import as_day, today

HEADINGS = {
    DOCUMENTS: "Documents reviewed",
    RISKS: "Risk rating with score",
    FACTORS: "What makes it more or less likely",
}
MEETS = (
    "The group that advises on concerns reads this review together with your own account. We tell you when "
    "it meets, and after every meeting what came of it, also when nothing was decided."
)
NEXT = {
    Stage.INVESTIGATION: "An investigation looks at what happened, and listens to you. We keep you informed "
    "of each step, of how long it takes and of delays.",
    Stage.MONITORING: "What was agreed is followed for a while. We keep you informed of each step, of how "
    "long it takes and of delays.",
    Stage.OUTCOME: "The group has looked at your case. We tell you what came of it, and what it means for "
    "you.",
    Stage.CLOSED: "Your case is closed, and nothing further is planned. Your comments on accuracy are still "
    "kept with the review.",
    Stage.WITHDRAWN: "Your case was withdrawn, and nothing further is planned. Your comments on accuracy are "
    "still kept with the review.",
}
ADVISES = (
    "Your case is looked at under Maintaining High Professional Standards (MHPS). The group gives advice; "
    "the case manager or the medical director decides."
)


def freeze(sharing: Sharing) -> dict[str, Any]:
    """Return what the copy shows, and nothing of what is withheld from it.

    `sharing.review` was fetched with `whole()`.
    """
    review = sharing.review
    case, scale = review.case, Scale(review.guide)
    withheld = list(sharing.withheld.all())
    shared = Copy.of(pieces(review), marks_of(withheld)).shared()
    risks = [each.piece.number for each in shared if each.piece.group == RISKS and not each.withheld]
    return {
        "organisation": case.organisation.name,
        "reference": case.reference,
        "number": sharing.number,
        "practitioner": case.practitioner.name,
        "made_on": as_day(sharing.settled_at) if sharing.settled_at else today(),
        "reviewed_on": review.reviewed_on,
        "reviewer": reviewer(sharing, review),
        "rating": _rating(review, scale),
        "matrix": _matrix(review, scale, risks),
        "not_meaning": not_meaning(review),
        "explained": _severities(review, scale, risks),
        "scale_name": scale_name(review),
        "next": next_steps(case),
        "contact": contact(case),
        "comments_by": sharing.comments_by or comments_deadline(case).on,
        "withheld": bool(withheld),
        "why_withheld": why_withheld(sharing, withheld),
        "sections": _sections(shared),
    }


def reviewer(sharing: Sharing, review: Review) -> str:
    """Return who scored, as the practitioner reads it: named only where somebody decided so."""
    return review.advisor.name if sharing.names_reviewer else unnamed(review.case)


def unnamed(case: Case) -> str:
    """Return the reviewer without a name."""
    return f"a professional advisor of {case.organisation.name}"


def comments_deadline(case: Case) -> Deadline:
    """Return until when comments on accuracy are asked for, counted from today."""
    return deadline(COMMENTS_ON_TRIAGE, today(), case.organisation)


def next_steps(case: Case) -> list[str]:
    """Return what comes next at the case's stage, in sentences to the practitioner."""
    steps = [NEXT.get(Stage(case.stage), MEETS)]
    if case.route == Route.MHPS and not case.ended:
        steps.append(ADVISES)
    return steps


def contact(case: Case) -> dict[str, str]:
    """Return whom the practitioner can call: the case manager, their own contact, and at any hour."""
    organisation, manager, summary = case.organisation, case.manager, case.summary
    return {
        "manager": manager.name,
        "phone": manager.phone or organisation.phone,
        "hours": manager.hours or organisation.enquiries_hours,
        "email": manager.email,
        "pastoral": summary.pastoral_contact,
        "pastoral_reach": summary.pastoral_reach,
        "crisis": organisation.crisis_line_name,
        "crisis_phone": organisation.crisis_line_phone,
        "crisis_hours": organisation.crisis_line_hours,
    }


def _rating(review: Review, scale: Scale) -> dict[str, Any]:
    assert review.overall_likelihood and review.overall_severity and review.band
    return {
        "colour": review.overall_colour,
        "label": review.get_overall_colour_display(),
        "score": review.overall_score,
        "words": score_words(review.overall_likelihood, review.overall_severity, scale),
        "likelihood": scale.likelihood(review.overall_likelihood),
        "severity": scale.severity(review.overall_severity),
        "meaning": review.band.meaning,
        "risks": len(review.risks.all()),
        "guide": review.guide.name,
        "guide_of": str(review.guide.organisation or ""),
    }


def _matrix(review: Review, scale: Scale, risks: list[int]) -> matrix.Matrix:
    return scale.matrix(
        caption="The score in its place: likelihood by severity",
        risks=[
            matrix.Risk(risk.position, risk.likelihood, risk.severity)
            for risk in review.risks.all()
            if risk.position in risks and risk.likelihood and risk.severity
        ],
    )


def _severities(review: Review, scale: Scale, risks: list[int]) -> list[Any]:
    """Return the steps of severity whose words stand in the copy beside the overall one's, gravest first."""
    used: set[int | None] = set()
    for risk in review.risks.all():
        if risk.position in risks:
            used |= {risk.severity, *(each.severity for each in risk.consequences.all())}
    return [each for each in scale.severities if each.score in used - {review.overall_severity}]


def _sections(shared: list[SharedPiece]) -> list[dict[str, Any]]:
    """Return the parts under their headings, those of one group under one."""
    sections = []
    for (group, heading), parts in groupby(shared, key=_under):
        sections.append({"group": group, "heading": heading, "parts": list(parts)})
    return sections


def _under(each: SharedPiece) -> tuple[str, str]:
    return each.piece.group, HEADINGS.get(each.piece.group, each.piece.heading)


def title(sharing: Sharing) -> str:
    """Name the copy by reference and number: titles become file names."""
    return f"Triage review for the practitioner {sharing.review.case.reference} copy {sharing.number}"


def may_open(person: Person, pdf: Pdf) -> bool:
    """Tell whether every title in the copy is open to `person`, who may see the case and the review."""
    sharing = Sharing.objects.get(pk=pdf.subject_key)
    review = Review.objects.whole().get(pk=sharing.review_id)
    return not shows_closed(sharing, pieces(review), closed_topics(person, review.case))


PRACTITIONER = register(
    PdfKind("triage.practitioner", "triage/practitioner_report.html", freeze, title, may_open=may_open)
)


def html(sharing: Sharing) -> str:
    """Return the copy as HTML: the preview and the PDF are both exactly this."""
    return html_of(PRACTITIONER, sharing)
