"""A review put into words: for whoever saved second, and for search."""

from triage.answers import ReviewData
from triage.models import Review, Risk
from ui import dates

LONG_TEXTS = (
    "summary",
    "safeguarding_details",
    "health_details",
    "rationale",
    "recommendation",
    "additional",
)
YES_NO = {True: "Yes", False: "No", None: ""}


def differences(saved: Review, typed: ReviewData) -> dict[str, str]:
    """Return what was saved meanwhile, by field, in words, where it differs from what was typed."""
    words = {
        "reviewed_on": (dates.day(saved.reviewed_on), dates.day(typed.reviewed_on)),
        "safeguarding": (YES_NO[saved.safeguarding], YES_NO[typed.safeguarding]),
        "health": (YES_NO[saved.health], YES_NO[typed.health]),
        "risks": (
            "\n".join(risk_line(risk) for risk in saved.risks.all()),
            "\n".join(
                f"{number}. {each.statement} (likelihood {each.likelihood or 'not chosen'}, "
                f"severity {each.severity or 'not chosen'})"
                for number, each in enumerate((each for each in typed.risks if not each.blank), start=1)
            ),
        ),
    }
    for name in LONG_TEXTS:
        words[name] = (getattr(saved, name), getattr(typed, name))
    return {name: theirs for name, (theirs, mine) in words.items() if theirs != mine}


def risk_line(risk: Risk) -> str:
    """Return one risk in a line: "1. Patients could … (likelihood 3, severity 4)"."""
    return (
        f"{risk.position}. {risk.statement} (likelihood {risk.likelihood or 'not chosen'}, "
        f"severity {risk.severity or 'not chosen'})"
    )


def searchable(review: Review) -> str:
    """Return the words people look for. Details on health and safeguarding are left out of search."""
    parts = [review.summary, review.rationale, review.recommendation, review.additional]
    parts += [risk.statement for risk in review.risks.all()]
    parts += [each.title for each in review.documents.all()]
    return "\n".join(part for part in parts if part)
