"""How a risk is scored: likelihood times severity, and the colour of the band it falls in.

Pure rules, without a database. The numbers of the bands are data of the scoring guide (rules.md, "Colour
bands"); that the highest risk gives the overall rating is this product's own rule (reference.md, template 2).
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from ui.bands import BANDS

LOWEST, HIGHEST = 1, 5
LOWEST_SCORE, HIGHEST_SCORE = LOWEST * LOWEST, HIGHEST * HIGHEST
# From the mildest to the gravest.
COLOURS = ("green", "amber", "red")


class BandLike(Protocol):
    """A band: all scores from `lowest` to `highest`, both included, have `colour`."""

    colour: str
    lowest: int
    highest: int


class Scored(Protocol):
    """A risk that has its numbers."""

    position: int
    severity: int | None
    score: int | None


B = TypeVar("B", bound=BandLike)
S = TypeVar("S", bound=Scored)


def in_scale(level: int) -> bool:
    """Tell whether `level` is a likelihood or severity: a whole number from 1 to 5."""
    return isinstance(level, int) and not isinstance(level, bool) and LOWEST <= level <= HIGHEST


def score_of(*, likelihood: int, severity: int) -> int:
    """Return L × S. Raises ValueError outside 1 to 5."""
    if not (in_scale(likelihood) and in_scale(severity)):
        raise ValueError("Likelihood and severity go from 1 to 5.")
    return likelihood * severity


def band_of(score: int, bands: Iterable[B]) -> B:
    """Return the band that `score` falls in. Raises LookupError where the bands leave it out."""
    for band in bands:
        if band.lowest <= score <= band.highest:
            return band
    raise LookupError(f"No band holds the score {score}.")


def overall(risks: Iterable[S]) -> S | None:
    """Return the risk that gives the overall rating: the highest score, then the graver, then the first."""
    scored = [risk for risk in risks if risk.score is not None]
    return max(scored, key=lambda risk: (risk.score or 0, risk.severity or 0, -risk.position), default=None)


def band_problems(bands: Sequence[BandLike]) -> list[str]:
    """Return, in sentences, what keeps the bands from covering 1 to 25 in order, without gap or overlap."""
    problems = []
    ordered = sorted(bands, key=lambda band: (band.lowest, band.highest))
    expected = LOWEST_SCORE
    for band in ordered:
        word = BANDS.get(band.colour, (band.colour, ""))[0]
        if band.highest < band.lowest:
            problems.append(f"{word} ends before it begins.")
        if band.lowest > expected:
            problems.append(f"No band holds the scores from {expected} to {band.lowest - 1}.")
        elif band.lowest < expected:
            problems.append(
                f"{word} begins at {band.lowest}, which is in another band or below {LOWEST_SCORE}."
            )
        expected = max(expected, band.highest + 1)
    if expected <= HIGHEST_SCORE:
        problems.append(f"No band holds the scores from {expected} to {HIGHEST_SCORE}.")
    elif expected > HIGHEST_SCORE + 1:
        problems.append(f"The last band goes beyond {HIGHEST_SCORE}.")
    colours = [band.colour for band in ordered]
    if colours != [colour for colour in COLOURS if colour in colours]:
        problems.append("Each colour is used once, from green through amber to red.")
    return problems
