"""Every set of bands is right exactly where each score from 1 to 25 has one colour, in order."""

from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.guides import contents
from triage.forms.guide_bands import BandsForm
from triage.guides.leaflet import ATTAINABLE, colours, scores_between
from triage.guides.whole import problems_of
from triage.scoring import COLOURS, band_problems


@dataclass(frozen=True)
class Band:
    colour: str
    lowest: int
    highest: int


edges = st.integers(-1, 28)
# Cut-offs that nearly fit are tried as often as any others.
near = st.sampled_from([(1, 4), (5, 14), (15, 25), (5, 15), (4, 14), (1, 25), (16, 25), (1, 14)])
bands = st.lists(
    st.builds(
        lambda colour, span: Band(colour, *span), st.sampled_from(COLOURS), near | st.tuples(edges, edges)
    ),
    max_size=4,
)


def right(found):
    """Say the same in another way: ask every score for its colours."""
    held = [
        [band.colour for band in found if band.lowest <= score <= band.highest] for score in range(-1, 29)
    ]
    inside, outside = held[2:27], [*held[:2], *held[27:]]
    if any(outside) or any(len(colours) != 1 for colours in inside):
        return False
    # Every band holds something, each colour is one stretch, and they go from green to red.
    in_order = [colour for colour, before in zip(inside, [None, *inside], strict=False) if colour != before]
    order = [COLOURS.index(colour) for [colour] in in_order]
    return order == sorted(set(order)) and len(found) == len(order)


@given(bands)
def test_there_is_no_problem_exactly_where_every_score_has_one_colour_in_order(found):
    assert (band_problems(found) == []) == right(found)


@pytest.mark.parametrize(("amber", "red"), list(combinations(ATTAINABLE[1:], 2)))
def test_any_two_cut_offs_the_form_offers_make_bands_that_are_right(amber, red):
    form = BandsForm(answered(amber, red), contents=contents())
    assert form.is_valid(), form.errors
    changed = form.change(contents())
    assert problems_of(changed) == []
    shown = colours(changed["bands"])
    assert [score for _colour, scores in shown for score in scores] == ATTAINABLE
    assert [row["label"] for row in changed["bands"]] == [
        scores_between(1, amber - 1),
        scores_between(amber, red - 1),
        scores_between(red, 25),
    ]


@pytest.mark.parametrize(("amber", "red"), [(5, 5), (15, 5), (25, 3), (1, 15), (7, 15), (5, 26), ("", 15)])
def test_other_cut_offs_are_refused(amber, red):
    assert not BandsForm(answered(amber, red), contents=contents()).is_valid()


def test_what_is_saved_is_what_the_form_shows_and_own_words_stay():
    whole = contents()
    whole["bands"][1]["label"] = "Look again soon"
    form = BandsForm(contents=whole)
    assert (form.initial["amber_from"], form.initial["red_from"]) == ("5", "15")
    assert [form.initial[f"label_{colour}"] for colour in COLOURS] == ["", "Look again soon", ""]
    unchanged = BandsForm({**form.initial, "version": 0}, contents=whole)
    assert unchanged.is_valid()
    assert unchanged.change(whole) == whole


def answered(amber, red):
    meanings = {f"meaning_{colour}": "What to do." for colour in COLOURS}
    return {"amber_from": str(amber), "red_from": str(red), "version": "0", **meanings}
