"""Two scorings of one case side by side: the numbers, the matrix, each risk, each factor, each text."""

from dataclasses import dataclass
from typing import Any

from triage.comparing import Compared, compare
from triage.models import Review, SecondScoring
from triage.presenters import ScoredRisk, factor_rows, names_of, score_words, scored_risks
from triage.scale import Scale
from ui import matrix
from ui.tables import Cell, Column, Table

# What stands in the tables above the texts already.
SHOWN_ABOVE = {"Name of reviewer", "Date of review", "Overall rating", "Scoring guide", "Risks"}
SHOWN_ABOVE |= {"What makes it more or less likely"}


@dataclass(frozen=True)
class Side:
    """One of the two scorings."""

    heading: str
    review: Review
    by: str
    words: str
    risks: list[ScoredRisk]


@dataclass(frozen=True)
class Beside:
    """What `triage/_beside.html` shows."""

    sides: list[Side]
    agree: bool
    factors: Table
    texts: list[Compared]
    matrix: matrix.Matrix

    @property
    def first(self) -> Review:
        return self.sides[0].review


def beside(scoring: SecondScoring, closed: set[str]) -> Beside:
    """Return both scorings of a pair that is in, in a fixed number of queries."""
    found = Review.objects.whole().in_bulk([scoring.first_id, scoring.second_id])
    first, second = found[scoring.first_id], found[scoring.second_id]
    scale = Scale(first.guide)
    same = (first.overall_likelihood, first.overall_severity) == (
        second.overall_likelihood,
        second.overall_severity,
    )
    return Beside(
        sides=[_side("First scoring", first, scale), _side("Second scoring", second, scale)],
        agree=same,
        factors=_factors(first, second, scale),
        texts=[each for each in compare(first, second, closed) if each.label not in SHOWN_ABOVE],
        matrix=scale.matrix(
            caption="The overall rating of each: 1 is the first scoring, 2 the second",
            risks=[
                matrix.Risk(number, each.overall_likelihood or 0, each.overall_severity or 0, name)
                for number, each, name in (
                    (1, first, "the first scoring"),
                    (2, second, "the second scoring"),
                )
            ],
        ),
    )


def _side(heading: str, review: Review, scale: Scale) -> Side:
    return Side(
        heading=heading,
        review=review,
        by=names_of(review),
        words=score_words(review.overall_likelihood, review.overall_severity, scale),
        risks=scored_risks(review, scale),
    )


def _factors(first: Review, second: Review, scale: Scale) -> Table:
    pairs = zip(factor_rows(first, scale), factor_rows(second, scale), strict=True)
    return Table(
        caption="What makes it more or less likely",
        columns=[Column("Factor"), Column("First"), Column("Second")],
        rows=[[Cell(a["label"], hint=_differ(a, b)), _factor(a), _factor(b)] for a, b in pairs],
    )


def _factor(row: dict[str, Any]) -> Cell:
    return Cell(row["direction"] or "Not answered", hint=row["why"])


def _differ(a: dict[str, Any], b: dict[str, Any]) -> str:
    return "They differ" if a["code"] != b["code"] else ""
