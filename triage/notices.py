"""Gentle questions about a review: pure functions over its answers. They never block.

Each notice has a code, what it is `about` (a field, or "risk:2"), and a plain sentence. The reviewer changes
the answer, gives a reason, or lets it stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from triage.answers import ReviewData, RiskAnswers
from triage.beginning import Outdated
from triage.judging import judging_words

BEGUN_OTHERWISE = "begun_otherwise"
LEFT_UNFINISHED = "left_unfinished"
RED_WITHOUT_ACTION = "red_without_action"
SAFEGUARDING_UNANSWERED = "safeguarding_unanswered"
HEALTH_UNANSWERED = "health_unanswered"
LIKELY_WITH_LOWERING = "likely_with_lowering"
NOT_A_CONSEQUENCE = "not_a_consequence"
JUDGING_WORD = "judging_word"
# A question of wording is between the service and the reviewer; a contradiction matters to the group too.
OF_WORDING = frozenset({NOT_A_CONSEQUENCE, JUDGING_WORD, LEFT_UNFINISHED})
LIKELY = 4

NO_ACTION = re.compile(
    r"\b(no (further|other|formal)?\s*action|nfa|nothing further|no further (steps?|work)|take no action)\b",
    re.IGNORECASE,
)
SAFEGUARDING_ACTION = re.compile(
    r"safeguard|\b(local authority|lado|mash|police|children'?s services|social (care|services|work)"
    r"|adult protection|child protection)\b",
    re.IGNORECASE,
)
HEALTH_ACTION = re.compile(
    r"occupational health|\bsupport|\bhealth\b|well-?being|adjustment|\bgp\b|practitioner health|counsel",
    re.IGNORECASE,
)
CONSEQUENCE = re.compile(
    r"\b(could|may|might|would|can|will|risk (of|that)|danger (of|that)|likely to)\b", re.IGNORECASE
)
TEXTS = {
    "summary": "Summary of concern(s)",
    "safeguarding_details": "Safeguarding concern(s)",
    "health_details": "Potential health concerns",
    "judged_why": "Your own judgement",
    "rationale": "Rationale",
    "recommendation": "Case recommendation",
    "additional": "Any additional recommendations",
}
RISK_TEXTS = ("statement", "likelihood_why", "accepted_why")


@dataclass(frozen=True)
class Notice:
    """One question; `field` (and `risk`, from 0) is where the answer is changed, `quote` what is meant."""

    code: str
    about: str
    sentence: str
    field: str
    risk: int | None = None
    quote: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others of the review."""
        return f"{self.code}:{self.about}"

    @property
    def brings_up_to_date(self) -> bool:
        """Whether one click puts right what it asks about."""
        return self.code == BEGUN_OTHERWISE

    @property
    def asked(self) -> str:
        """The sentence with what it quotes, as it is kept."""
        return f"{self.sentence} “{self.quote}”" if self.quote else self.sentence


def notices(data: ReviewData, *, colour: str) -> list[Notice]:
    """Return what to ask about `data`; `colour` is the computed overall colour, or "" where there is none."""
    found = [
        *_red_without_action(data, colour),
        *_safeguarding_unanswered(data),
        *_health_unanswered(data),
    ]
    risks = [each for each in data.risks if not each.blank]
    for place, risk in enumerate(risks):
        found += [*_likely_with_lowering(data, risk, place), *_not_a_consequence(risk, place)]
    return [*found, *_judging(data, risks)]


def begun_otherwise(found: Sequence[Outdated]) -> list[Notice]:
    """Return a question for each text whose begun sentences say of a risk what its answers no longer say."""
    return [
        Notice(
            BEGUN_OTHERWISE,
            name,
            f"{TEXTS[name]}: {_now(of_text)} It still says:",
            name,
            quote=" ".join(each.was for each in of_text),
        )
        for name in TEXTS
        if (of_text := [each for each in found if each.text == name])
    ]


def _now(found: Sequence[Outdated]) -> str:
    now = " ".join(each.now for each in found if each.now).rstrip(".:")
    if not now:
        return "a risk that it was begun with is no longer there."
    return f"as the risks are answered now, what it was begun with would be “{now}”."


def left_unfinished(lines: Sequence[str]) -> list[Notice]:
    """Return a question where a recommendation says by whom and how soon, and not what."""
    sentence = (
        "The recommendation says by whom and how soon, and not yet what. Would you like to say what should "
        "be done?"
    )
    about = "recommendation"
    return [Notice(LEFT_UNFINISHED, about, sentence, about, quote=" ".join(lines))] if lines else []


def _red_without_action(data: ReviewData, colour: str) -> list[Notice]:
    match = NO_ACTION.search(data.recommendation)
    if colour != "red" or not match:
        return []
    sentence = (
        "The overall rating is Red, and the recommendation speaks of no further action. "
        "Is that what you mean? If so, say in a few words why."
    )
    return [Notice(RED_WITHOUT_ACTION, "recommendation", sentence, "recommendation", quote=match.group())]


def _safeguarding_unanswered(data: ReviewData) -> list[Notice]:
    if not data.safeguarding or SAFEGUARDING_ACTION.search(_recommended(data)):
        return []
    sentence = (
        "You answered “Yes” to safeguarding, and the recommendations do not say what follows from it. "
        "Would you like to add a step, such as talking to the safeguarding lead?"
    )
    return [Notice(SAFEGUARDING_UNANSWERED, "recommendation", sentence, "recommendation")]


def _health_unanswered(data: ReviewData) -> list[Notice]:
    if not data.health or HEALTH_ACTION.search(_recommended(data)):
        return []
    sentence = (
        "You answered “Yes” to health, and the recommendations offer nothing for it. "
        "Would you like to add an offer, such as occupational health or support?"
    )
    return [Notice(HEALTH_UNANSWERED, "recommendation", sentence, "recommendation")]


def _likely_with_lowering(data: ReviewData, risk: RiskAnswers, place: int) -> list[Notice]:
    answered = [each.direction for each in data.factors if each.direction in ("raises", "lowers", "neutral")]
    if (risk.likelihood or 0) < LIKELY or not answered or set(answered) != {"lowers"}:
        return []
    sentence = (
        f"Risk {place + 1} is scored as likely ({risk.likelihood}), and every factor you answered makes it "
        "less likely. What outweighs them?"
    )
    return [Notice(LIKELY_WITH_LOWERING, f"risk:{place + 1}", sentence, "likelihood", place)]


def _not_a_consequence(risk: RiskAnswers, place: int) -> list[Notice]:
    if not risk.statement or CONSEQUENCE.search(risk.statement):
        return []
    sentence = (
        f"Risk {place + 1} reads like something that happened. A risk is what could follow: "
        "“patients could …”, “a colleague could …”."
    )
    return [Notice(NOT_A_CONSEQUENCE, f"risk:{place + 1}", sentence, "statement", place, risk.statement)]


def _judging(data: ReviewData, risks: list[RiskAnswers]) -> list[Notice]:
    found = [
        _judged(each.word, each.sentence, each.offer, label, name, name)
        for name, label in TEXTS.items()
        for each in judging_words(getattr(data, name))
    ]
    for place, risk in enumerate(risks):
        for name in RISK_TEXTS:
            found += [
                _judged(
                    each.word,
                    each.sentence,
                    each.offer,
                    f"Risk {place + 1}",
                    f"risk:{place + 1}:{name}",
                    name,
                    place,
                )
                for each in judging_words(getattr(risk, name))
            ]
    for factor in data.factors:
        found += [
            _judged(
                each.word,
                each.sentence,
                each.offer,
                "A factor",
                f"factor:{factor.factor}",
                f"{factor.factor}_why",
            )
            for each in judging_words(factor.why)
        ]
    return found


def _judged(
    word: str, sentence: str, offer: str, where: str, about: str, field: str, risk: int | None = None
) -> Notice:
    asked = (
        f"{where}: “{word}” can read as a judgement of the person. Could you describe what happened? "
        f"Try: {offer}."
    )
    return Notice(JUDGING_WORD, f"{about}:{word}", asked, field, risk, sentence)


def _recommended(data: ReviewData) -> str:
    return f"{data.recommendation}\n{data.additional}"
