"""Own and agreed scores of a practice case side by side, with the guide's words for both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from triage.models import (
    PracticeAnswer,
    PracticeAnswerConsequence,
    PracticeAttempt,
    PracticeCase,
    PracticeConsequence,
    PracticeRisk,
)
from triage.scale import Scale
from triage.scoring import score_of
from ui import matrix
from ui.tables import Cell, Column, Table, colour_cell

YOURS, THEIRS = 1, 2


@dataclass(frozen=True)
class Score:
    """Likelihood and severity with what follows from them by a guide."""

    likelihood: int
    severity: int
    colour: str

    @property
    def score(self) -> int:
        return score_of(likelihood=self.likelihood, severity=self.severity)


@dataclass(frozen=True)
class ComparedRisk:
    """One risk: what was scored beside what was agreed, how far they lie apart, and the reasons for both."""

    risk: PracticeRisk
    yours: Score
    theirs: Score
    table: Table
    differences: list[str]
    why: str


@dataclass(frozen=True)
class AgreedRisk:
    """One risk as those who write practice cases read it; `score` is None while a draft lacks it."""

    risk: PracticeRisk
    score: Score | None
    likelihood: str
    consequences: list[dict[str, str]]


@dataclass(frozen=True)
class Comparison:
    """What the page after scoring shows."""

    risks: list[ComparedRisk]
    yours: Score
    theirs: Score
    matrix: matrix.Matrix

    @property
    def same_colour(self) -> bool:
        return self.yours.colour == self.theirs.colour


def whose(practice: PracticeCase) -> str:
    """Name whoever agreed on the scores, as a heading does."""
    return "The worked example" if practice.is_example else "The panel"


def comparison(practice: PracticeCase, attempt: PracticeAttempt) -> Comparison:
    """Return how `attempt` and the agreed scores compare; both were fetched with `whole()`."""
    scale = Scale(practice.guide)
    answers = {each.risk_id: each for each in attempt.answers.all()}
    risks = [_risk(each, answers[each.pk], scale, whose(practice)) for each in practice.risks.all()]
    yours, theirs = _highest(each.yours for each in risks), _highest(each.theirs for each in risks)
    return Comparison(
        risks=risks,
        yours=yours,
        theirs=theirs,
        matrix=scale.matrix(
            caption=f"The overall rating: {YOURS} is yours, {THEIRS} is {whose(practice).lower()}",
            risks=[
                matrix.Risk(YOURS, yours.likelihood, yours.severity, "yours"),
                matrix.Risk(THEIRS, theirs.likelihood, theirs.severity, whose(practice).lower()),
            ],
        ),
    )


def overall_of(practice: PracticeCase, attempt: PracticeAttempt) -> Score:
    """Return the overall rating of one go."""
    scale = Scale(practice.guide)
    return _highest(_score(each, scale) for each in attempt.answers.all())


def agreed_scores(practice: PracticeCase) -> list[AgreedRisk]:
    """Return each risk with the scores that were agreed, as far as a draft has them."""
    scale = Scale(practice.guide)
    return [_agreed(each, scale) for each in practice.risks.all()]


def _agreed(risk: PracticeRisk, scale: Scale) -> AgreedRisk:
    step = scale.likelihood(risk.likelihood) if risk.likelihood else None
    return AgreedRisk(
        risk=risk,
        score=_score(risk, scale) if risk.likelihood and risk.severity else None,
        likelihood=f"{step.score} {step.label} ({step.probability})" if step else "",
        consequences=[
            {
                "domain": each.domain.label,
                "severity": f"{each.severity} {scale.severity(each.severity).label}",
                "text": scale.scored_words(each.domain, scale.severity(each.severity)),
            }
            for each in risk.consequences.all()
        ],
    )


def _highest(scores: Iterable[Score]) -> Score:
    """Return the highest score, the graver of two alike: the rule of real reviews (`scoring.overall`)."""
    return max(scores, key=lambda each: (each.score, each.severity))


def _score(scored: PracticeRisk | PracticeAnswer, scale: Scale) -> Score:
    likelihood, severity = scored.likelihood or 0, scored.severity or 0
    colour = scale.band(score_of(likelihood=likelihood, severity=severity)).colour
    return Score(likelihood, severity, colour)


def _risk(risk: PracticeRisk, answer: PracticeAnswer, scale: Scale, whom: str) -> ComparedRisk:
    yours, theirs = _score(answer, scale), _score(risk, scale)
    own, agreed = _by_domain(answer.consequences.all()), _by_domain(risk.consequences.all())
    domains = [each for each in scale.domains if each.key in own or each.key in agreed]
    rows: list[list[Cell | str]] = [
        [Cell("Likelihood"), _likelihood(yours.likelihood, scale), _likelihood(theirs.likelihood, scale)]
    ]
    for domain in domains:
        sides = (_severity(side.get(domain.key), domain, scale) for side in (own, agreed))
        rows.append([Cell(domain.label), *sides])
    rows.append(
        [Cell("Score"), colour_cell(yours.colour, yours.score), colour_cell(theirs.colour, theirs.score)]
    )
    differences = [
        _apart("likelihood", yours.likelihood, theirs.likelihood, whom),
        _apart("severity", yours.severity, theirs.severity, whom),
    ]
    return ComparedRisk(
        risk=risk,
        yours=yours,
        theirs=theirs,
        table=Table(
            caption=f"Risk {risk.position}: your score and that of {whom.lower()}",
            caption_hidden=True,
            columns=[Column("Scale"), Column("You"), Column(whom)],
            rows=rows,
        ),
        differences=differences,
        why=answer.why,
    )


def _by_domain(
    consequences: Iterable[PracticeConsequence | PracticeAnswerConsequence],
) -> dict[str, int]:
    return {each.domain.key: each.severity for each in consequences}


def _likelihood(level: int, scale: Scale) -> Cell:
    step = scale.likelihood(level)
    return Cell(f"{step.score} {step.label} ({step.probability})", hint=step.description)


def _severity(level: int | None, domain: Any, scale: Scale) -> Cell:
    if level is None:
        return Cell("Not touched by this risk")
    step = scale.severity(level)
    return Cell(f"{step.score} {step.label}", hint=scale.scored_words(domain, step))


def _apart(name: str, yours: int, theirs: int, whom: str) -> str:
    """Say how far two levels lie apart: "Your likelihood is one step higher than that of the panel."."""
    if yours == theirs:
        return f"The same {name}."
    steps = {1: "one step", 2: "two steps", 3: "three steps", 4: "four steps"}[abs(yours - theirs)]
    way = "higher" if yours > theirs else "lower"
    return f"Your {name} is {steps} {way} than that of {whom.lower()}."
