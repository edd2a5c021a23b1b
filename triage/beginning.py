"""What a rationale and a recommendation may begin with: what was written and chosen above, as sentences.

Nothing is added to what the advisor said, and it is theirs to edit. The six factors stay out of it: what is
said of somebody's health is read where it was written.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from triage.answers import ReviewData, RiskAnswers
from triage.models import Risk
from triage.presenters import domain_words
from triage.scale import Scale
from ui.words import full_stop, in_sentence, listed

LEVELS = {key: in_sentence(str(words)) for key, words in Risk.Level.choices}
PRIORITIES = {
    key: f"something should be done {in_sentence(str(words))}" for key, words in Risk.Priority.choices
} | {Risk.Priority.NOTHING.value: "nothing further is needed"}


def begun(data: ReviewData, name: str, scale: Scale) -> ReviewData:
    """Return the answers with the beginning of the text called `name`, where that is empty so far."""
    if name not in BEGINNINGS or getattr(data, name).strip():
        return data
    text: Any = BEGINNINGS[name](data.tidied().risks, scale)
    return replace(data, **{name: text})


def rationale(risks: Sequence[RiskAnswers], scale: Scale) -> str:
    """Return each risk, why it is that likely, and how grave it would be."""
    return _paragraphs([_why(risk, scale) for risk in risks])


def recommendation(risks: Sequence[RiskAnswers], _scale: Scale) -> str:
    """Return who should look after each risk, and how soon something should be done."""
    return _paragraphs([_what_next(risk) for risk in risks])


BEGINNINGS: dict[str, Callable[[Sequence[RiskAnswers], Scale], str]] = {
    "rationale": rationale,
    "recommendation": recommendation,
}


def _paragraphs(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return "\n\n".join(f"Risk {place}: {text}" for place, text in enumerate(texts, start=1) if text)


def _why(risk: RiskAnswers, scale: Scale) -> str:
    sentences = [_sentence(risk.statement)]
    if risk.likelihood:
        word = scale.likelihood(risk.likelihood)
        within = f" {in_sentence(risk.time_frame)}" if risk.time_frame else ""
        sentences.append(
            f"This is {word.label.lower()}{within} ({word.score} of 5: {word.probability}). "
            f"{_sentence(risk.likelihood_why)}"
        )
    if risk.severity:
        gravest = {each.domain for each in risk.consequences if each.severity == risk.severity}
        domains = listed(domain_words(each) for each in scale.domains if each.key in gravest)
        word_of_it = scale.severity(risk.severity).label.lower()
        sentences.append(f"If it came about it would be {word_of_it} ({risk.severity} of 5) in {domains}.")
    return " ".join(each.strip() for each in sentences if each)


def _what_next(risk: RiskAnswers) -> str:
    found = [f"this risk should be looked after {LEVELS[risk.managed_at]}"] if risk.managed_at else []
    found += [PRIORITIES[risk.priority]] if risk.priority else []
    return _sentence(", and ".join(found))


def _sentence(text: str) -> str:
    text = text.strip()
    return full_stop(text[:1].upper() + text[1:])
