"""Scores and colours: every pair, every set of bands that is right, and what is wrong with the others."""

from dataclasses import dataclass
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.scoring import COLOURS, band_of, band_problems, overall, score_of

LEVELS = range(1, 6)
levels = st.sampled_from(LEVELS)


@dataclass(frozen=True)
class Band:
    colour: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Risk:
    position: int
    severity: int | None
    score: int | None


@st.composite
def right_bands(draw: st.DrawFn) -> list[Band]:
    """Cut 1 to 25 into one, two or three stretches, and colour them in order."""
    cuts = sorted(draw(st.sets(st.integers(1, 24), max_size=2)))
    edges = [0, *cuts, 25]
    first = draw(st.integers(0, len(COLOURS) - (len(edges) - 1)))
    return [Band(COLOURS[first + index], low + 1, high) for index, (low, high) in enumerate(pairwise(edges))]


@pytest.mark.parametrize(("likelihood", "severity"), list(product(LEVELS, LEVELS)))
def test_a_score_is_the_product_of_likelihood_and_severity(likelihood, severity):
    assert score_of(likelihood=likelihood, severity=severity) == likelihood * severity


@given(st.integers(), st.integers())
def test_a_level_outside_1_to_5_has_no_score(likelihood, severity):
    if likelihood in LEVELS and severity in LEVELS:
        return
    with pytest.raises(ValueError, match="1 to 5"):
        score_of(likelihood=likelihood, severity=severity)


def test_true_is_not_a_level():
    with pytest.raises(ValueError, match="1 to 5"):
        score_of(likelihood=True, severity=2)


@given(right_bands())
def test_bands_that_cover_1_to_25_in_order_have_no_problem(bands):
    assert band_problems(bands) == []
    assert band_problems(list(reversed(bands))) == []


@given(right_bands(), levels, levels)
def test_every_pair_has_one_colour_in_every_right_set_of_bands(bands, likelihood, severity):
    score = score_of(likelihood=likelihood, severity=severity)
    assert [band for band in bands if band.lowest <= score <= band.highest] == [band_of(score, bands)]


@given(right_bands(), st.integers(1, 25), st.integers(1, 25))
def test_a_higher_score_is_never_milder(bands, one, other):
    low, high = sorted((one, other))
    assert COLOURS.index(band_of(low, bands).colour) <= COLOURS.index(band_of(high, bands).colour)


@given(right_bands(), st.data())
def test_a_gap_an_overlap_or_a_wrong_end_is_a_problem(bands, data):
    index = data.draw(st.integers(0, len(bands) - 1))
    end = data.draw(st.sampled_from(["lowest", "highest"]))
    step = data.draw(st.sampled_from([-1, 1]))
    band = bands[index]
    moved = {"lowest": band.lowest, "highest": band.highest} | {end: getattr(band, end) + step}
    assert band_problems([*bands[:index], Band(band.colour, **moved), *bands[index + 1 :]])


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        ([], "No band holds the scores from 1 to 25."),
        ([Band("green", 1, 4), Band("red", 6, 25)], "No band holds the scores from 5 to 5."),
        ([Band("green", 1, 5), Band("red", 5, 25)], "Red begins at 5, which is in another band"),
        ([Band("red", 1, 4), Band("green", 5, 25)], "from green through amber to red"),
        ([Band("green", 1, 4), Band("green", 5, 25)], "Each colour is used once"),
        ([Band("green", 1, 24)], "No band holds the scores from 25 to 25."),
        ([Band("green", 1, 26)], "The last band goes beyond 25."),
        ([Band("green", 0, 25)], "Green begins at 0"),
        ([Band("green", 9, 3), Band("red", 1, 25)], "Green ends before it begins."),
        ([Band("blue", 1, 25)], "from green through amber to red"),
    ],
)
def test_what_is_wrong_with_bands_is_said(bands, problem):
    assert problem in " ".join(band_problems(bands))


def test_a_score_that_no_band_holds_is_an_error():
    with pytest.raises(LookupError):
        band_of(25, [Band("green", 1, 24)])


@given(st.lists(st.tuples(levels, levels), min_size=1, max_size=8))
def test_the_overall_rating_is_the_highest_risk(pairs):
    risks = [
        Risk(place, severity, likelihood * severity) for place, (likelihood, severity) in enumerate(pairs, 1)
    ]
    highest = overall(risks)
    assert highest is not None
    assert highest.score == max(risk.score for risk in risks)


def test_of_equal_scores_the_graver_counts_and_then_the_first():
    risks = [Risk(1, 3, 12), Risk(2, 4, 12), Risk(3, 4, 12), Risk(4, None, None)]
    assert overall(risks) == risks[1]


def test_without_a_scored_risk_there_is_no_overall_rating():
    assert overall([Risk(1, None, None)]) is None
