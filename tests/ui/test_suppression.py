"""Small numbers put together with their neighbours, so that none stands alone."""

import itertools

import pytest

from ui.suppression import about, joined


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ([6, 9, 5], [[0], [1], [2]]),
        ([2, 3, 9, 0, 1], [[0, 1], [2, 3, 4]]),
        ([0, 12, 0], [[0, 1, 2]]),
        ([0, 12, 8], [[0, 1], [2]]),
        ([1, 1, 1], []),
        ([], []),
    ],
)
def test_neighbours_are_joined_until_each_part_is_enough(counts, parts):
    assert [list(part) for part in joined(counts, at_least=5)] == parts


def test_whatever_the_counts_every_place_is_in_one_part_and_no_part_is_small():
    for counts in itertools.product((0, 1, 4, 5, 7), repeat=5):
        parts = joined(counts, at_least=5)
        assert all(sum(counts[place] for place in part) >= 5 for part in parts), counts
        assert [place for part in parts for place in part] == (list(range(5)) if sum(counts) >= 5 else [])
        # "None at all" would say something about everybody, so it never stands alone.
        assert not parts or len(parts) <= sum(1 for count in counts if count), counts


def test_a_number_in_a_sentence_is_rounded():
    assert [about(count) for count in (5, 7, 8, 12, 1_013)] == [
        "about 5",
        "about 5",
        "about 10",
        "about 10",
        "about 1,015",
    ]
