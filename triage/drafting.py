"""What the page for writing a review shows beside its questions, and what the page for checking lists."""

import json
from dataclasses import dataclass
from typing import Any

from triage.forms.page import ReviewPage
from triage.forms.risk import RiskForm
from triage.models import Review
from triage.policies import Missing
from triage.presenters import (
    ScoredRisk,
    declaration_words,
    factor_rows,
    score_words,
    scored_risks,
    yes_no_words,
)
from triage.scale import Scale
from triage.wording import YES_NO
from ui import dates
from ui.bands import BANDS
from ui.matrix import Matrix


@dataclass(frozen=True)
class RiskPicture:
    """One risk's form with its matrix, score and colour as the page stands."""

    number: int
    form: RiskForm
    matrix: Matrix
    score: int | None
    colour: str
    words: str


def risk_pictures(page: ReviewPage) -> list[RiskPicture]:
    """Return each risk on the page with the picture of its answer."""
    return [_picture(form, number, page.scale) for number, form in enumerate(page.risks.forms, start=1)]


def overall_picture(pictures: list[RiskPicture]) -> dict[str, Any]:
    """Return score and colour of the highest risk on the page."""
    scored = [each for each in pictures if each.score is not None]
    highest = max(scored, key=lambda each: each.score or 0, default=None)
    return {"score": highest.score, "colour": highest.colour} if highest else {"score": None, "colour": ""}


def scale_for_browser(scale: Scale) -> str:
    """Return the words and bands by which the browser shows a score as it is chosen, as JSON."""
    return json.dumps(
        {
            "likelihoods": {each.score: each.label for each in scale.likelihoods},
            "severities": {each.score: each.label for each in scale.severities},
            "bands": [
                {
                    "colour": each.colour,
                    "word": BANDS[each.colour][0],
                    "lowest": each.lowest,
                    "highest": each.highest,
                }
                for each in scale.bands
            ],
        }
    )


def check_sections(review: Review, page: ReviewPage, address: str) -> dict[str, Any]:
    """Return every answer in the template's order, each with the address where it is changed."""

    def row(label: str, value: str, field: str, risk: int | None = None) -> tuple[str, str, str]:
        return (label, value, f"{address}#{page.address_of(Missing(field, '', risk))}")

    documents = "\n".join(f"{each.number}. {each.title}" for each in review.documents.all())
    return {
        "before": [
            ("Name of reviewer", review.advisor.name),
            row("Date of review", dates.day(review.reviewed_on), "reviewed_on"),
            ("Declaration of conflict of interest", declaration_words(review)),
            row("Summary of concern(s)", review.summary, "summary"),
            row("Documents reviewed", documents, "documents"),
            row(
                "Safeguarding concern(s)",
                yes_no_words(review.safeguarding_details, answer=review.safeguarding),
                "safeguarding",
            ),
            row(
                "Potential health concerns",
                yes_no_words(review.health_details, answer=review.health),
                "health",
            ),
        ],
        "factors": [
            (
                each["label"],
                "\n".join(part for part in (each["direction"], each["why"]) if part),
                f"{address}#factors",
            )
            for each in factor_rows(review, page.scale)
        ],
        "risks": [
            {"scored": scored, "rows": _risk_rows(scored, index, row)}
            for index, scored in enumerate(scored_risks(review, page.scale))
        ],
        "after": [
            row("Rationale", review.rationale, "rationale"),
            row("Case recommendation", review.recommendation, "recommendation"),
            row("Any additional recommendations", review.additional, "additional"),
        ],
    }


def _risk_rows(scored: ScoredRisk, index: int, row: Any) -> list[tuple[str, str, str]]:
    risk = scored.risk
    severities = "\n".join(f"{each['domain']}: {each['severity']}" for each in scored.consequences)
    accepted = ". ".join(part for part in (YES_NO[risk.accepted], risk.accepted_why) if part)
    likelihood = "\n".join(part for part in (scored.likelihood, risk.likelihood_why) if part)
    when = ", ".join(part for part in (risk.frequency, risk.time_frame) if part)
    return [
        row("What could happen, and to whom", risk.statement, "statement", index),
        row("Likelihood", likelihood, "likelihood", index),
        row("Frequency and time", when, "time_frame", index),
        row("Severity", severities, "severity", index),
        row("Level at which it is managed", risk.get_managed_at_display(), "managed_at", index),
        row("Remedial priority", risk.get_priority_display(), "priority", index),
        row("Accepted as it stands", accepted, "accepted", index),
    ]


def _picture(form: RiskForm, number: int, scale: Scale) -> RiskPicture:
    likelihood, severity = form.chosen()
    score = likelihood * severity if likelihood and severity else None
    return RiskPicture(
        number=number,
        form=form,
        matrix=scale.matrix(
            caption=f"Risk {number} on the matrix",
            picked=(likelihood, severity) if likelihood and severity else None,
        ),
        score=score,
        colour=scale.band(score).colour if score else "",
        words=score_words(likelihood, severity, scale),
    )
