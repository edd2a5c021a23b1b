"""What a rationale and a recommendation may begin with: what was written and chosen above, as sentences.

Nothing is added to what the advisor said, and it is theirs to edit. The six factors stay out of it: what is
said of somebody's health is read where it was written. The sentences are kept with the review as they were
begun (`Review.begun`), so that one which still stands there is known when the risk reads otherwise.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from triage.answers import ReviewData, RiskAnswers
from triage.models import Risk
from triage.scale import Scale, domain_words
from ui.words import full_stop, in_sentence, listed

LEVELS = {key: in_sentence(str(words)) for key, words in Risk.Level.choices}
PRIORITIES = {key: in_sentence(str(words)) for key, words in Risk.Priority.choices}


@dataclass(frozen=True)
class Sentence:
    """One sentence: the text it begins, what it says of which risk ("1:score"), and its words."""

    text: str
    of: str
    words: str


@dataclass(frozen=True)
class Outdated:
    """A sentence that stands in a text as it was begun, what it would say now ("" for nothing), and where."""

    text: str
    was: str
    now: str
    start: int


# What was begun, as it is kept.
Kept = list[dict[str, str]]


def begun(data: ReviewData, name: str, scale: Scale, kept: Kept) -> tuple[ReviewData, Kept]:
    """Return the answers with the beginning of the text called `name`, where that is empty so far."""
    if name not in BEGINNINGS or getattr(data, name).strip():
        return data, kept
    risks = BEGINNINGS[name](data.tidied().risks, scale)
    text: Any = "\n\n".join(" ".join(each.words for each in sentences) for sentences in risks if sentences)
    return replace(data, **{name: text}), _keeping(kept, name, _flat(risks))


def outdated(data: ReviewData, scale: Scale, kept: Kept) -> list[Outdated]:
    """Return the sentences that stand untouched as they were begun, and that the answers no longer give."""
    now = {(each.text, each.of): each.words for each in sentences_of(data, scale)}
    found = [
        Outdated(each.text, each.words, now.get((each.text, each.of), ""), start)
        for name in BEGINNINGS
        for each, start in _standing(getattr(data, name), [row for row in kept if row["text"] == name])
    ]
    return [each for each in found if each.was != each.now]


def up_to_date(data: ReviewData, name: str, scale: Scale, kept: Kept) -> tuple[ReviewData, Kept]:
    """Return the answers with those sentences of the text called `name` brought up to date, and no other."""
    found = [each for each in outdated(data, scale, kept) if each.text == name]
    if not found:
        return data, kept
    text = getattr(data, name)
    for each in sorted(found, key=lambda each: -each.start):
        after = text[each.start + len(each.was) :]
        text = text[: each.start] + each.now + (after if each.now else after.removeprefix(" "))
    tidied: Any = tidy(text)
    sentences = [each for each in sentences_of(data, scale) if each.text == name]
    return replace(data, **{name: tidied}), _keeping(kept, name, sentences)


def tidy(text: str) -> str:
    """Return the text without blanks at the ends of lines, and with one empty line where there were more."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<! ) +$", "", text, flags=re.MULTILINE)).strip()


def _standing(text: str, kept: Kept) -> Iterable[tuple[Sentence, int]]:
    """Return each sentence that stands in `text`, and where: after the one before it, if it stands there."""
    after, taken = 0, set()
    for row in kept:
        each = Sentence(**row)
        start = text.find(each.words, after)
        start = text.find(each.words) if start < 0 else start
        if start >= 0 and start not in taken:
            taken.add(start)
            after = start + len(each.words)
            yield each, start


def unfinished(data: ReviewData, kept: Kept) -> list[str]:
    """Return the beginnings of a recommendation ("Within weeks, by the group:") that nothing follows."""
    opened = {row["words"] for row in kept if row["words"].endswith(":")}
    return [line.strip() for line in data.recommendation.splitlines() if line.strip() in opened]


def sentences_of(data: ReviewData, scale: Scale) -> list[Sentence]:
    """Return every sentence that the texts of these answers could begin with."""
    risks = data.tidied().risks
    return [each for beginning in BEGINNINGS.values() for each in _flat(beginning(risks, scale))]


def rationale(risks: Sequence[RiskAnswers], scale: Scale) -> list[list[Sentence]]:
    """Return of each risk how likely and how grave it is, and why."""
    return [_why(risk, place, scale, of=len(risks)) for place, risk in enumerate(risks, start=1)]


def recommendation(risks: Sequence[RiskAnswers], _scale: Scale) -> list[list[Sentence]]:
    """Return how soon and by whom something should be done about each risk; what, the advisor adds."""
    return [_what_next(risk, place, of=len(risks)) for place, risk in enumerate(risks, start=1)]


BEGINNINGS: dict[str, Callable[[Sequence[RiskAnswers], Scale], list[list[Sentence]]]] = {
    "rationale": rationale,
    "recommendation": recommendation,
}


def _why(risk: RiskAnswers, place: int, scale: Scale, *, of: int) -> list[Sentence]:
    said = []
    if risk.likelihood:
        word = scale.likelihood(risk.likelihood)
        within = f" {in_sentence(risk.time_frame)}" if risk.time_frame else ""
        said.append(f"is {word.label.lower()}{within} ({word.score} of 5: {word.probability})")
    if risk.severity:
        gravest = {each.domain for each in risk.consequences if each.severity == risk.severity}
        domains = listed(domain_words(each) for each in scale.domains if each.key in gravest)
        grave = scale.severity(risk.severity).label.lower()
        said.append(f"would be {grave} in {domains} ({risk.severity} of 5)")
    subject = f"Risk {place}" if of > 1 else "This risk"
    found = [Sentence("rationale", f"{place}:score", f"{subject} {', and '.join(said)}.")] if said else []
    if said and risk.likelihood_why.strip():
        found.append(Sentence("rationale", f"{place}:why", _sentence(risk.likelihood_why)))
    return found


def _what_next(risk: RiskAnswers, place: int, *, of: int) -> list[Sentence]:
    who = LEVELS.get(risk.managed_at, "")
    if risk.priority == Risk.Priority.NOTHING:
        where = f"; it is looked after {who}" if who else ""
        words = f"For risk {place} nothing further is needed{where}." if of > 1 else ""
        words = words or f"Nothing further is needed{where}."
    else:
        chosen = [each for each in (PRIORITIES.get(risk.priority, ""), who) if each]
        named = [f"risk {place}", *chosen] if of > 1 and chosen else chosen
        words = f"{', '.join(named)}:" if named else ""
    return [Sentence("recommendation", f"{place}:next", words[:1].upper() + words[1:])] if words else []


def _flat(risks: Iterable[Iterable[Sentence]]) -> list[Sentence]:
    return [each for sentences in risks for each in sentences]


def _keeping(kept: Kept, name: str, sentences: Iterable[Sentence]) -> Kept:
    return [*(row for row in kept if row["text"] != name), *(asdict(each) for each in sentences)]


def _sentence(text: str) -> str:
    text = text.strip()
    return full_stop(text[:1].upper() + text[1:])
