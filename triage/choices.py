"""Gentle questions where two choices do not go together: how a risk is scored, and what is done about it.

Pure functions, like those of `triage.notices`. Whoever said why a risk is accepted has answered already.
"""

import re
from collections.abc import Iterable

from triage import scoring
from triage.answers import ReviewData, RiskAnswers
from triage.models import Risk
from triage.notices import NO_ACTION, Notice
from triage.scale import Scale
from ui.words import listed

CHOICES_AGAINST_COLOUR = "choices_against_colour"
ACCEPTED_AND_HURRIED = "accepted_and_hurried"
ACCEPTED_AND_ASKED = "accepted_and_asked"
ACCEPTED = "that it is accepted as it stands, with nothing more done"
# Of each colour, the choices that say less than the guide does of such a risk: the field, and the choice.
TOO_LITTLE: dict[str, dict[str, set[str]]] = {
    "red": {
        "managed_at": {Risk.Level.PRACTICE},
        "priority": {Risk.Priority.ROUTINE, Risk.Priority.NOTHING},
    },
    "amber": {"priority": {Risk.Priority.NOTHING}},
    "green": {},
}
WORDS = {"managed_at": dict(Risk.Level.choices), "priority": dict(Risk.Priority.choices)}
HURRIED = {Risk.Priority.NOW, Risk.Priority.SOON}
# Steps about a risk. Support is for the person: it goes together with a risk that is accepted.
ASKS = re.compile(
    r"\b(investigat\w+|audit\w*|supervis\w+|monitor\w*|restrict\w*|conditions?|training|course|referr?\w*"
    r"|(improvement|action|remedial) plan|(needs?|has|have|must|should|ought) (to )?(be )?"
    r"(stop|chang|review|check|improv|correct|put right|look)\w*)\b",
    re.IGNORECASE,
)


def choices_asked(data: ReviewData, scale: Scale) -> list[Notice]:
    """Return what to ask about choices that do not go together, risk by risk and then of the whole."""
    risks = [each for each in data.risks if not each.blank]
    found = [each for place, risk in enumerate(risks) for each in _of_risk(risk, place, scale)]
    return [*found, *_accepted_and_asked(data, risks)]


def _of_risk(risk: RiskAnswers, place: int, scale: Scale) -> Iterable[Notice]:
    accepted = bool(risk.accepted) and not risk.accepted_why
    if accepted and risk.priority in HURRIED:
        sentence = (
            f"Risk {place + 1}: you chose {ACCEPTED}, and “{WORDS['priority'][risk.priority]}” for doing "
            "something about it. Which of the two do you mean?"
        )
        yield Notice(ACCEPTED_AND_HURRIED, f"risk:{place + 1}", sentence, "accepted", place)
        accepted = False
    if not (risk.likelihood and risk.severity):
        return
    score = scoring.score_of(likelihood=risk.likelihood, severity=risk.severity)
    colour = scale.band(score).colour
    little = [name for name, choices in TOO_LITTLE[colour].items() if getattr(risk, name) in choices]
    said = [f"“{WORDS[name][getattr(risk, name)]}”" for name in little]
    if accepted and colour != "green":
        little, said = [*little, "accepted"], [*said, ACCEPTED]
    if little:
        sentence = (
            f"Risk {place + 1} is {colour.capitalize()} {score}, and you chose {listed(said)}. Is that what "
            "you mean? If so, say in a few words why."
        )
        yield Notice(CHOICES_AGAINST_COLOUR, f"risk:{place + 1}", sentence, little[0], place)


def _accepted_and_asked(data: ReviewData, risks: list[RiskAnswers]) -> Iterable[Notice]:
    """Every risk may stay as it is, and the recommendation asks for something to be done about one."""
    accepted = bool(risks) and all(each.accepted and not each.accepted_why for each in risks)
    step = ASKS.search(data.recommendation)
    if accepted and step and not NO_ACTION.search(data.recommendation):
        which = "every risk" if len(risks) > 1 else "the risk"
        sentence = (
            f"You chose that {which} is accepted as it stands, with nothing more done, and the "
            "recommendation asks for something. Which of the two do you mean?"
        )
        yield Notice(ACCEPTED_AND_ASKED, "recommendation", sentence, "recommendation", quote=step.group())
