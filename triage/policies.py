"""May anyone, in this state? Each check raises a Refusal with the reason."""

import re
from dataclasses import dataclass

from triage import scoring
from triage.answers import ReviewData
from triage.guides.contents import contents_of
from triage.guides.whole import problems_of
from triage.models import Guide, Review, Risk
from triage.scale import Scale
from ui.dates import today
from ui.refusals import Refusal

LOCKED = (
    "This triage review has been submitted and can no longer be changed. What you typed is still on this "
    "page: copy what you want to keep, and ask the case manager if a new scoring is needed."
)

PROBABILITY = re.compile(r"%|per ?cent|chance|probab|\b\d+ (in|out of) \d+", re.IGNORECASE)


@dataclass(frozen=True)
class Missing:
    """Something a review lacks: the field it belongs to, and for a risk its place (from 0)."""

    field: str
    sentence: str
    risk: int | None = None


class Incomplete(Refusal):
    """The review cannot be submitted yet; `missing` says what it lacks, field by field."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(
            "The triage review is not complete yet. " + " ".join(f"{each.sentence}." for each in missing)
        )
        self.missing = missing


def check_draft(review: Review) -> None:
    """Raise Refusal for a review that was submitted."""
    if not review.is_draft:
        raise Refusal(LOCKED)


def check_guide(guide: Guide | None, organisation_id: int) -> Guide:
    """Return `guide`, if cases of the organisation may be scored by it; raise Refusal otherwise."""
    if guide is None:
        raise Refusal(
            "No scoring guide is in force for this organisation. Ask your administrator to publish one."
        )
    if guide.organisation_id not in (None, organisation_id):
        raise Refusal(
            "That scoring guide belongs to another organisation. Use your own organisation's guide."
        )
    if guide.published_at is None:
        raise Refusal("That scoring guide has not been published yet. Use the one in force.")
    if guide.withdrawn_at:
        raise Refusal("That scoring guide was withdrawn before its day. Use the one in force.")
    return guide


def check_answers(data: ReviewData, scale: Scale) -> None:
    """Raise Refusal for answers that no form of ours gives: off the scale, or of another guide."""
    if data.reviewed_on > today():
        raise Refusal("The date of review is in the future. Check the date.")
    if data.judged_colour not in ("", *scoring.COLOURS):
        raise Refusal("Your own judgement is one of Green, Amber and Red. Choose one of the answers listed.")
    for risk in data.risks:
        levels = [each.severity for each in risk.consequences]
        if risk.likelihood is not None:
            levels.append(risk.likelihood)
        if not all(scoring.in_scale(level) for level in levels):
            raise Refusal("Likelihood and severity go from 1 to 5. Choose one of the answers listed.")
        if risk.how_soon and risk.how_soon not in Risk.Soon.values:
            raise Refusal("How soon it could happen is one of the answers listed. Choose again.")
        domains = [each.domain for each in risk.consequences]
        if any(scale.domain(key) is None for key in domains):
            raise Refusal(
                "A severity was scored in a domain that this scoring guide does not have. Choose again."
            )
        if len(set(domains)) < len(domains):
            raise Refusal("A risk has one severity in each domain. Choose one.")
    if any(scale.factor(each.factor) is None for each in data.factors):
        raise Refusal("A note was made on a factor that this scoring guide does not have. Choose again.")


def check_complete(review: Review) -> None:
    """Raise Incomplete unless everything the template asks for is there."""
    missing = what_is_missing(review)
    if missing:
        raise Incomplete(missing)


def what_is_missing(review: Review) -> list[Missing]:
    """Return what keeps the review from being submitted, in the order of the page."""
    unsafe, unwell = review.safeguarding, review.health
    asked = [
        (review.summary, "summary", "Enter the summary of concern(s)"),
        (review.documents.all(), "documents", "Pick at least one document you reviewed, or name it"),
        (unsafe is not None, "safeguarding", "Say whether there are safeguarding concern(s)"),
        (review.safeguarding_details or not unsafe, "safeguarding_details", "Say what the concern is"),
        (unwell is not None, "health", "Say whether there are potential health concerns"),
        (review.health_details or not unwell, "health_details", "Say what the potential health concern is"),
    ]  # fmt: skip
    reasons = [
        (review.rationale, "rationale", "Enter the rationale"),
        (review.recommendation, "recommendation", "Enter the case recommendation"),
    ]
    risks = list(review.risks.all())
    later = [
        *_missing_of_judgement(review, risks),
        *(Missing(field, sentence) for there, field, sentence in reasons if not there),
    ]
    found = [Missing(field, sentence) for there, field, sentence in asked if not there]
    found += [each for index, risk in enumerate(risks) for each in _missing_of_risk(risk, index)]
    if not risks:
        found.append(Missing("statement", "Describe at least one risk", risk=0))
    return found + later


def is_probability(frequency: str) -> bool:
    """Tell whether what was predicted is a probability, which means something only within a time frame."""
    return bool(PROBABILITY.search(frequency))


def _missing_of_judgement(review: Review, risks: list[Risk]) -> list[Missing]:
    """The reviewer's own judgement has a colour that differs from the computed one, and a reason."""
    if not (review.judged_colour or review.judged_why):
        return []
    if not review.judged_colour:
        return [Missing("judged_colour", "Choose the colour you judge the overall rating to be")]
    highest = scoring.overall(risks)
    if highest is not None and highest.colour == review.judged_colour:
        sentence = "Your own judgement is the computed colour: choose another, or say that you do not differ"
        return [Missing("judged_colour", sentence)]
    if not review.judged_why:
        return [Missing("judged_why", "Say why you judge the overall rating differently")]
    return []


def _missing_of_risk(risk: Risk, index: int) -> list[Missing]:
    number = f"Risk {index + 1}:"
    timed = risk.time_frame or not is_probability(risk.frequency)
    asked = [
        (risk.statement, "statement", "say what could happen, and to whom"),
        (risk.likelihood, "likelihood", "choose how likely it is"),
        (risk.severity, "severity", "choose a severity in at least one domain"),
        (timed, "time_frame", "say within what time, as you give a probability"),
        (risk.managed_at, "managed_at", "choose the level at which it is managed"),
        (risk.priority, "priority", "choose its remedial priority"),
        (risk.accepted is not None, "accepted", "say whether it is accepted as it stands"),
    ]  # fmt: skip
    return [Missing(field, f"{number} {words}", risk=index) for there, field, words in asked if not there]


def check_publishable(guide: Guide) -> None:
    """Raise Refusal, naming every problem, unless the guide is whole and its bands cover 1 to 25 in order."""
    problems = problems_of(contents_of(guide))
    if problems:
        sentences = [f"{str(problem).rstrip('.')}." for problem in problems]
        raise Refusal(" ".join(["The guide cannot be published yet.", *sentences]))
