"""Two scorings of one case, answer by answer and word by word."""

from dataclasses import dataclass

from triage.models import Review
from triage.presenters import document_rows, factor_rows, score_words, yes_no_words
from triage.reading import answers_of
from triage.scale import Scale
from triage.wording import risks_words
from ui import dates
from ui.comparing import Piece, word_by_word


@dataclass(frozen=True)
class Compared:
    """One answer in both scorings."""

    label: str
    pieces: list[Piece]
    changed: bool


def compare(before: Review, after: Review, closed: set[str]) -> list[Compared]:
    """Return every answer of two reviews, fetched with `whole()`; titles in `closed` topics are hidden."""
    old, new = _in_words(before, closed), _in_words(after, closed)
    return [
        Compared(label, word_by_word(old[label], new[label]), old[label] != new[label])
        for label in old
        if old[label] or new[label]
    ]


def _in_words(review: Review, closed: set[str]) -> dict[str, str]:
    scale = Scale(review.guide)
    return {
        "Name of reviewer": review.advisor.name,
        "Date of review": dates.day(review.reviewed_on),
        "Overall rating": f"{review.get_overall_colour_display()}. "
        + score_words(review.overall_likelihood, review.overall_severity, scale),
        "The reviewer's own judgement": "\n".join(
            part for part in (review.get_judged_colour_display(), review.judged_why) if part
        ),
        "Scoring guide": review.guide.titled,
        "Summary of concern(s)": review.summary,
        "Documents reviewed": "\n".join(each["title"] for each in document_rows(review, closed)),
        "Safeguarding concern(s)": yes_no_words(review.safeguarding_details, answer=review.safeguarding),
        "Potential health concerns": yes_no_words(review.health_details, answer=review.health),
        "Risks": risks_words(answers_of(review)),
        "What makes it more or less likely": "\n".join(
            f"{each['label']}: {each['direction']}. {each['why']}".strip()
            for each in factor_rows(review, scale)
            if each["direction"] or each["why"]
        ),
        "Rationale": review.rationale,
        "Case recommendation": review.recommendation,
        "Any additional recommendations": review.additional,
    }
