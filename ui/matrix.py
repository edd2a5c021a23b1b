"""The picture of risk: likelihood by severity, with each risk's number in its cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.bands import BANDS


@dataclass(frozen=True)
class Risk:
    """One scored risk, known by its number; `name` is what the number stands for where that is no risk's."""

    number: int
    likelihood: int
    severity: int
    name: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a scale."""

    value: int
    label: str


@dataclass(frozen=True)
class MatrixCell:
    """One cell; `colour` is red, amber or green."""

    severity: int
    score: int
    colour: str
    word: str
    shape: str
    picked: bool
    here: list[Risk]

    @property
    def risks(self) -> list[int]:
        """The numbers of the risks in this cell."""
        return [risk.number for risk in self.here]


@dataclass(frozen=True)
class MatrixRow:
    """One likelihood."""

    value: int
    label: str
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Matrix:
    """What `components/matrix.html` shows."""

    caption: str
    severities: list[Step]
    rows: list[MatrixRow]
    said: str


def build(
    *,
    likelihoods: Sequence[tuple[int, str]],
    severities: Sequence[tuple[int, str]],
    colour_of: Callable[[int], str],
    risks: Sequence[Risk] = (),
    picked: tuple[int, int] | None = None,
    caption: str = "Risk matrix: likelihood by severity",
) -> Matrix:
    """Lay out the matrix, the highest likelihood on top.

    `colour_of` gives a score's colour ("red", "amber", "green") from the guide's bands. `picked` is
    (likelihood, severity).
    """

    def cell(likelihood: int, severity: int) -> MatrixCell:
        score = likelihood * severity
        colour = str(colour_of(score)).lower()
        word, shape = BANDS.get(colour, ("", ""))
        return MatrixCell(
            severity=severity,
            score=score,
            colour=colour,
            word=word,
            shape=shape,
            picked=picked == (likelihood, severity),
            here=[risk for risk in risks if (risk.likelihood, risk.severity) == (likelihood, severity)],
        )

    rows = [
        MatrixRow(value, label, [cell(value, severity) for severity, _ in severities])
        for value, label in sorted(likelihoods, reverse=True)
    ]
    said = ""
    if picked:
        chosen = cell(*picked)
        said = f"Likelihood {picked[0]} × severity {picked[1]} = {chosen.score}: {chosen.word}"
    return Matrix(
        caption=caption,
        severities=[Step(value, label) for value, label in severities],
        rows=rows,
        said=said,
    )
