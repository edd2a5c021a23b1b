"""A review put into words: for whoever saved second, and for search."""

from collections.abc import Iterable

from triage.answers import FactorAnswer, ReviewData, RiskAnswers
from triage.models import Band, Factor, FactorNote, Review, Risk
from triage.reading import answers_of
from ui import dates

LONG_TEXTS = (
    "summary",
    "safeguarding_details",
    "health_details",
    "judged_why",
    "rationale",
    "recommendation",
    "additional",
)
YES_NO = {True: "Yes", False: "No", None: ""}


def differences(saved: Review, typed: ReviewData, names: Iterable[str]) -> dict[str, str]:
    """Return what was saved meanwhile, by field, in words, where it differs from what was typed.

    Only the answers called `names` are compared. A factor's fields are called as `FactorsForm` calls them.
    """
    theirs, mine = _in_words(answers_of(saved)), _in_words(typed.tidied())
    found = {name: theirs[name] for name in theirs if name in set(names) and theirs[name] != mine[name]}
    if "documents" in names and answers_of(saved).tidied().documents != typed.tidied().documents:
        found["documents"] = documents_words(saved)
    if "factors" in names:
        found |= _factor_differences(saved, typed)
    return found


def _in_words(data: ReviewData) -> dict[str, str]:
    words = {name: getattr(data, name) for name in LONG_TEXTS}
    return words | {
        "reviewed_on": dates.day(data.reviewed_on),
        "safeguarding": YES_NO[data.safeguarding],
        "health": YES_NO[data.health],
        "judged_colour": str(dict(Band.Colour.choices).get(data.judged_colour, "")),
        "risks": risks_words(data),
    }


def _factor_differences(saved: Review, typed: ReviewData) -> dict[str, str]:
    directions = dict(FactorNote.Direction.choices)
    theirs = {each.factor: each for each in answers_of(saved).factors}
    found = {}
    for mine in typed.factors:
        other = theirs.get(mine.factor, FactorAnswer(mine.factor))
        if other.direction != mine.direction:
            found[f"{mine.factor}_direction"] = str(directions.get(other.direction, ""))
        if other.why != mine.why:
            found[f"{mine.factor}_why"] = other.why
    return found


def direction_words(note: FactorNote, factor: Factor) -> str:
    """Return which way a factor points; where nothing counts against anybody, what it is that does."""
    words = str(note.get_direction_display())
    if factor.reminder and note.direction == FactorNote.Direction.RAISES:
        return f"{words}: something that keeps work safe is not yet in place"
    return words


def documents_words(review: Review) -> str:
    """Return the documents reviewed, one to a line, as they are numbered."""
    return "\n".join(f"{each.number}. {each.title}" for each in review.documents.all())


def risks_words(data: ReviewData) -> str:
    """Return every risk with all that is said of it."""
    return "\n".join(risk_words(each, place) for place, each in enumerate(data.risks, start=1))


def risk_words(risk: RiskAnswers, place: int) -> str:
    """Return one risk: "1. Patients could … (likelihood 3, severity 4)", and on further lines the rest."""
    first = (
        f"{place}. {risk.statement} (likelihood {risk.likelihood or 'not chosen'}, "
        f"severity {risk.severity or 'not chosen'})"
    )
    choices = {
        "How soon": dict(Risk.Soon.choices).get(risk.how_soon),
        "Managed": dict(Risk.Level.choices).get(risk.managed_at),
        "Remedial priority": dict(Risk.Priority.choices).get(risk.priority),
        "Accepted": YES_NO[risk.accepted],
    }
    rest = [risk.likelihood_why, risk.frequency, risk.time_frame, risk.accepted_why]
    said = [f"{label}: {words}" for label, words in choices.items() if words]
    return "\n".join([first, *(line for line in (*said, *rest) if line)])


def searchable(review: Review) -> str:
    """Return the words people look for. Details on health and safeguarding are left out of search."""
    parts = [review.summary, review.rationale, review.recommendation, review.additional]
    parts += [risk.statement for risk in review.risks.all()]
    parts += [each.title for each in review.documents.all()]
    return "\n".join(part for part in parts if part)
