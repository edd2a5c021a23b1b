"""A review as pages and the report show it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Person
from cases.models import Case
from cases.topics import closed_topics
from files.sniffing import without_ending
from triage.asking import shown_to_readers
from triage.models import Review, ReviewReturn, Risk
from triage.scale import Scale, domain_words
from triage.second import told_of
from triage.wording import YES_NO, direction_words
from ui import dates, matrix
from ui.words import at_start, counted, listed

# Version 1 of the default guide said so, and versions never change; but health can be marked as a reason why
# a risk is more likely. What is true and meant is said in its place.
NEVER_UP = (
    "It never goes up because somebody was unwell, asked for help or adjustments, took advice, or needed "
    "time to reply."
)
HOLDS_NOTHING = (
    "It holds nothing against anybody for being unwell, asking for help or adjustments, taking advice, or "
    "needing time to reply. Where health or working alone makes a risk more likely, that shows what help "
    "could change."
)


@dataclass(frozen=True)
class ScoredRisk:
    """One risk with its numbers as words of the scale; each consequence as "Major, 4 of 5, in management"."""

    risk: Risk
    likelihood: str
    severity: str
    consequences: list[dict[str, str]]
    overall: bool


@dataclass(frozen=True)
class ScaleWord:
    """A word of the guide that a review used, and what the guide says of it, whoever is scored."""

    word: str
    text: str


def result(review: Review, *, closed: set[str] | None = None) -> dict[str, Any]:
    """Return the context of `triage/_result.html` for a submitted review, fetched with `whole()`.

    `closed` are the topics closed to the reader (`cases.topics.closed_topics`): titles of documents in them
    are not shown. Whether the review's own topic is open, ask before: `newest_result` does both.
    """
    scale = Scale(review.guide)
    risks = scored_risks(review, scale)
    return {
        "review": review,
        "guide": review.guide,
        "score_words": score_words(review.overall_likelihood, review.overall_severity, scale),
        "band": review.band,
        "risks": risks,
        "tie": tie_words(risks),
        "matrix": scale.matrix(
            caption="Each risk in its place: likelihood by severity",
            risks=[
                matrix.Risk(each.risk.position, each.risk.likelihood, each.risk.severity)
                for each in risks
                if each.risk.likelihood and each.risk.severity
            ],
        ),
        "factors": factor_rows(review, scale),
        "documents": document_rows(review, closed or set()),
        "unread": unread_titles(review, closed or set()),
        "judged": review.get_judged_colour_display(),
        "asked": shown_to_readers(review),
        "written_by": written_by(review),
        "scored_by": names_of(review),
        "returned": getattr(review, "returned", None),
        "second": told_of(review, closed or set()),
        "declaration": declaration_words(review),
        "safeguarding": yes_no_words(review.safeguarding_details, answer=review.safeguarding),
        "health": yes_no_words(review.health_details, answer=review.health),
        "not_meaning": not_meaning(review),
        "scale_words": scale_words(review, scale),
        "scale_name": scale_name(review),
    }


def not_meaning(review: Review) -> list[str]:
    """Return the guide's sentences on what a score does not mean, each as it holds for every review."""
    return [HOLDS_NOTHING if each == NEVER_UP else each for each in review.guide.not_meaning]


def scale_name(review: Review) -> str:
    """Return which guide the words of the scale are from: "scoring guide of Northmoor, version 2"."""
    of = f" of {review.guide.organisation}" if review.guide.organisation else ""
    return f"scoring guide{of}, version {review.guide.version}"


def scale_words(review: Review, scale: Scale) -> list[ScaleWord]:
    """Return the words of the scale that the review's risks used: likelihoods, severities, then by domain."""
    risks = list(review.risks.all())
    consequences = [each for risk in risks for each in risk.consequences.all()]
    likely, grave = {risk.likelihood for risk in risks}, {each.severity for each in consequences}
    pairs = {(each.severity, each.domain_id) for each in consequences}
    return [
        *(
            ScaleWord(f"{each.label} ({each.probability})", each.description)
            for each in scale.likelihoods
            if each.score in likely
        ),
        *(ScaleWord(each.label, each.plain_meaning) for each in scale.severities if each.score in grave),
        *(
            ScaleWord(f"{each.label}, in {domain_words(domain)}", scale.descriptor(domain, each))
            for each in scale.severities
            for domain in scale.domains
            if (each.score, domain.pk) in pairs
        ),
    ]


def newest_result(person: Person, case: Case) -> dict[str, Any] | None:
    """Return the newest submitted review of `case` for `triage/_result.html`, or None.

    None also where its topic is closed to `person`, who so learns nothing. Whether the person may read the
    case is for the caller to know (`get_case_or_404`).
    """
    closed = closed_topics(person, case)
    submitted = case.triage_reviews.submitted().of_case(case).without_topics(closed)
    review = submitted.with_answers().select_related("returned__by").first()
    return result(review, closed=closed) if review else None


def score_words(likelihood: int | None, severity: int | None, scale: Scale) -> str:
    """Return "Likelihood 3 (Possible) × severity 4 (Major) = 12"; empty while one is not chosen."""
    if likelihood is None or severity is None:
        return ""
    return (
        f"Likelihood {likelihood} ({scale.likelihood(likelihood).label}) × "
        f"severity {severity} ({scale.severity(severity).label}) = {likelihood * severity}"
    )


def yes_no_words(details: str, *, answer: bool | None) -> str:
    """Return "No", or "Yes" with its details on the next line."""
    return "\n".join(part for part in (YES_NO[answer], details) if part)


def declaration_words(review: Review) -> str:
    """Return what the reviewer declared: "No. I do not know the practice."""
    statement = review.declaration.statement or "No conflict of interest was declared."
    return f"No. {statement}"


def document_rows(review: Review, closed: set[str]) -> list[dict[str, Any]]:
    """Return the documents reviewed, without titles of those the reader may not see."""
    rows = []
    for each in review.documents.all():
        hidden = each.document is not None and each.document.topic in closed
        rows.append(
            {
                "number": each.number,
                "title": "A document that is not open to you" if hidden else without_ending(each.title),
            }
        )
    return rows


def unread_titles(review: Review, closed: Collection[str], *, reader: str = "you") -> list[str]:
    """Return what was on the case and not read, without titles that the reader may not see."""
    unread = list(review.unread.all())
    titles = [without_ending(each.title) for each in unread if each.document.topic not in closed]
    hidden = len(unread) - len(titles)
    return [*titles, f"{counted(hidden, 'document')} not open to {reader}"] if hidden else titles


def names_of(review: Review) -> str:
    """Return who wrote the review: "Dr A", or "Dr A, with Dr B"."""
    advisor, *together = (each.name for each in review.authors)
    return f"{advisor}, with {listed(together)}" if together else advisor


def written_by(review: Review) -> dict[str, str]:
    """Return "Written by A and B" by the part's key, where not only the reviewer wrote in it."""
    people: dict[str, list[Person]] = {}
    for each in review.contributions.all():
        people.setdefault(each.part, []).append(each.person)
    return {
        part: f"Written by {listed([person.name for person in writers])}"
        for part, writers in people.items()
        if [person.pk for person in writers] != [review.advisor_id]
    }


def saved_words(review: Review) -> str:
    """Return "Saved 14:02", with the day where it was not today."""
    if review.version == 1:
        return "Nothing saved yet"
    on = "" if dates.as_day(review.saved_at) == dates.today() else f"{dates.day(review.saved_at)} at "
    return f"Saved {on}{dates.clock(review.saved_at)}"


def returned_words(review: Review) -> ReviewReturn | None:
    """Return why the review that this draft goes on from came back, if it did."""
    if review.copied_from_id is None:
        return None
    return ReviewReturn.objects.select_related("by").get(review=review.copied_from_id)


def factor_rows(review: Review, scale: Scale) -> list[dict[str, Any]]:
    """Return the guide's factors with what was noted on each."""
    notes = {note.factor_id: note for note in review.factor_notes.all()}
    return [
        {
            "key": factor.key,
            "label": factor.label,
            "direction": direction_words(notes[factor.pk], factor) if factor.pk in notes else "",
            "code": notes[factor.pk].direction if factor.pk in notes else "",
            "why": notes[factor.pk].why if factor.pk in notes else "",
        }
        for factor in scale.factors
    ]


def scored_risks(review: Review, scale: Scale) -> list[ScoredRisk]:
    """Return the review's risks in order, with the guide's words."""
    return [_scored(risk, scale, review.overall_score) for risk in review.risks.all()]


def tie_words(risks: Iterable[ScoredRisk]) -> str:
    """Return which risks share the highest score; empty where one alone has it."""
    highest = [f"risk {each.risk.position}" for each in risks if each.overall]
    if len(highest) < 2:
        return ""
    return f"{at_start(listed(highest))} tie: each has this score."


def _scored(risk: Risk, scale: Scale, overall_score: int | None) -> ScoredRisk:
    consequences = [
        {
            "domain": each.domain.label,
            "severity": f"{each.severity} {scale.severity(each.severity).label}",
            "words": f"{scale.severity(each.severity).label}, {each.severity} of 5, in "
            f"{domain_words(each.domain)}",
        }
        for each in risk.consequences.all()
    ]
    return ScoredRisk(
        risk=risk,
        likelihood=f"{risk.likelihood} {scale.likelihood(risk.likelihood).label}" if risk.likelihood else "",
        severity=f"{risk.severity} {scale.severity(risk.severity).label}" if risk.severity else "",
        consequences=consequences,
        overall=risk.score is not None and risk.score == overall_score,
    )
