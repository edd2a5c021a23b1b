"""May anyone, in this state? Each check raises a Refusal with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models.practitioner import Discipline
from triage import scoring
from triage.answers import Consequence, RiskAnswers
from triage.models.practice import MOST_RISKS
from triage.practice.contents import PanelRisk, PracticeData
from triage.scale import Scale
from ui.refusals import Refusal

OFF_THE_SCALE = "Likelihood and severity go from 1 to 5. Choose one of the answers listed."


@dataclass(frozen=True)
class Lacking:
    """Something a practice case lacks before it can be published: the field, its risk (from 0), in words."""

    field: str
    sentence: str
    risk: int | None = None


def check_data(data: PracticeData, scale: Scale) -> None:
    """Raise Refusal for contents that no form of ours gives: off the scale, or of another guide."""
    if not data.title:
        raise Refusal("A practice case needs a title. Enter one, then save again.")
    if data.profession and data.profession not in Discipline.values:
        raise Refusal("That profession is not one of those listed. Choose again.")
    if len(data.risks) > MOST_RISKS:
        raise Refusal(f"A practice case has {MOST_RISKS} risks at most. Take one out, then save again.")
    for risk in data.risks:
        _check_levels(risk.likelihood, risk.consequences, scale)


def check_scored(answers: Sequence[RiskAnswers], scale: Scale, *, risks: int) -> None:
    """Raise Refusal unless each of so many risks has a likelihood and a severity of this guide."""
    if len(answers) != risks:
        raise Refusal("This page was out of date: the case has other risks. Open it again and score it anew.")
    for answer in answers:
        _check_levels(answer.likelihood, answer.consequences, scale)
        if not (answer.likelihood and answer.consequences):
            raise Refusal("Choose a likelihood and at least one severity for each risk, then compare.")


def _check_levels(likelihood: int | None, consequences: Sequence[Consequence], scale: Scale) -> None:
    levels = [each.severity for each in consequences]
    if likelihood is not None:
        levels.append(likelihood)
    if not all(scoring.in_scale(level) for level in levels):
        raise Refusal(OFF_THE_SCALE)
    domains = [each.domain for each in consequences]
    if any(scale.domain(key) is None for key in domains):
        raise Refusal(
            "A severity was chosen in a domain that this scoring guide does not have. Choose again."
        )
    if len(set(domains)) < len(domains):
        raise Refusal("A risk has one severity in each domain. Choose one.")


def lacks(data: PracticeData) -> list[Lacking]:
    """Return what keeps a practice case from being published, in the order of its page."""
    asked = [
        (data.profession, "profession", "Choose the profession"),
        (data.raised, "raised", "Say what was raised"),
        (data.known, "known", "Say what is known"),
        (data.agreed_by, "agreed_by", "Say who agreed on the scores, and when"),
    ]
    found = [Lacking(field, sentence) for there, field, sentence in asked if not there]
    for place, risk in enumerate(data.risks):
        found += _lacking(risk, place)
    if not data.risks:
        found.append(Lacking("statement", "Describe at least one risk", 0))
    if not data.often_wrong:
        found.append(Lacking("often_wrong", "Say what people often get wrong"))
    return found


def _lacking(risk: PanelRisk, place: int) -> list[Lacking]:
    asked = [
        (risk.statement, "statement", "say what could happen, and to whom"),
        (risk.likelihood, "likelihood", "choose the likelihood that was agreed"),
        (risk.likelihood_why, "likelihood_why", "say why this likelihood"),
        (risk.consequences, "severity", "choose the severity that was agreed in at least one domain"),
        (risk.severity_why, "severity_why", "say why this severity"),
    ]
    return [Lacking(field, f"Risk {place + 1}: {words}", place) for there, field, words in asked if not there]
