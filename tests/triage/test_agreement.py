"""Agreement between two scorers, against published worked examples and what must hold for every table.

The two tables and their results are the worked examples of Gwet's irrCAC (2019; Handbook of Inter-Rater
Reliability, 2014): two abstractors on 100 abstracts, and two clinicians on 223 patients. Published intervals
there use Student's t, ours the normal distribution: at these sizes they differ in the third place.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.agreement import Agreement

ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
CLINICIANS = [[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]]


def of(table):
    """Return the agreement of a table of counts."""
    pairs = [
        (first, second)
        for first, row in enumerate(table)
        for second, count in enumerate(row)
        for _pair in range(count)
    ]
    return Agreement(range(len(table)), pairs)


@pytest.mark.parametrize(
    ("table", "statistic", "value", "error", "interval"),
    [
        (ABSTRACTORS, "kappa", 0.8921569, None, (0.822, 0.962)),
        (ABSTRACTORS, "ac2", 0.940, None, (0.905, 0.976)),
        (CLINICIANS, "kappa", 0.383, 0.066, (0.254, 0.513)),
        (CLINICIANS, "ac2", 0.299, 0.075, (0.150, 0.447)),
    ],
)
def test_kappa_and_ac2_are_those_of_the_published_examples(table, statistic, value, error, interval):
    found = getattr(of(table), statistic)
    assert round(found.value, 3) == round(value, 3)
    assert error is None or round(found.error, 3) == error
    assert (found.low, found.high) == pytest.approx(interval, abs=0.002)


def test_with_two_steps_they_are_the_unweighted_ones():
    # Two steps have no distances to weigh: kappa by hand is (0.7 - 0.5) / (1 - 0.5).
    found = of([[20, 5], [10, 15]])
    assert found.raw.value == pytest.approx(0.7)
    assert found.kappa.value == pytest.approx(0.4)
    # Chance for AC1: 2 x 0.55 x 0.45.
    assert found.ac2.value == pytest.approx((0.7 - 0.495) / (1 - 0.495))


@pytest.mark.parametrize(
    ("equal", "n", "interval"), [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605))]
)
def test_raw_agreement_has_wilson_s_interval(equal, n, interval):
    # R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    found = of([[equal, n - equal], [0, 0]]).raw
    assert (found.low, found.high) == pytest.approx(interval, abs=0.0001)


def test_where_one_level_dominates_kappa_misleads_and_ac2_does_not():
    found = of([[95, 3], [2, 0]])
    assert found.raw.value == 0.95
    assert found.kappa.value < 0
    assert found.ac2.value > 0.9


def test_without_pairs_or_spread_nothing_is_claimed():
    assert (of([[0, 0], [0, 0]]).raw, of([[0, 0], [0, 0]]).kappa, of([[0, 0], [0, 0]]).ac2) == (None,) * 3
    same = of([[7, 0], [0, 0]])
    assert same.kappa is None
    assert same.ac2.value == 1


def test_a_score_that_is_not_on_the_scale_is_refused():
    with pytest.raises(ValueError, match=r"Not on the scale: 6\."):
        Agreement([1, 2, 3, 4, 5], [(3, 6)])
    with pytest.raises(ValueError, match="at least two steps"):
        Agreement(["green"], [])


pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=60)


@given(pairs)
def test_every_estimate_lies_in_its_interval_and_does_not_mind_who_was_first(scores):
    agreement = Agreement([1, 2, 3, 4, 5], scores)
    turned = Agreement([1, 2, 3, 4, 5], [(second, first) for first, second in scores])
    for statistic in ("raw", "kappa", "ac2"):
        found, other = getattr(agreement, statistic), getattr(turned, statistic)
        if found is None:
            assert other is None
            continue
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9
        assert found.high <= 1
        assert other.value == pytest.approx(found.value)


@given(pairs)
def test_equal_scores_agree_perfectly(scores):
    equal = Agreement([1, 2, 3, 4, 5], [(first, first) for first, _second in scores])
    assert equal.raw.value == 1
    assert equal.ac2.value == pytest.approx(1)
    assert equal.kappa is None or equal.kappa.value == pytest.approx(1)
