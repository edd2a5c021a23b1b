"""A long text of one letter, or of blanks, keeps no page waiting."""

import re
import time
from collections.abc import Callable

import pytest

from letters.facts import EMAIL
from letters.markup import unfilled
from letters.reading import GREETING
from pag.packs.looking.patterns import PATTERNS
from triage import beginning

LONG = 30_000


@pytest.mark.parametrize(
    ("look", "text"),
    [
        # A third of the length took the earlier pattern minutes.
        (unfilled, "[[" + " " * 3_000),
        (GREETING.search, "\n" * LONG),
        (EMAIL.search, "1" * LONG),
        (PATTERNS["email"].search, "1" * LONG),
        (beginning.tidy, " " * LONG + "."),
    ],
)
def test_a_long_text_is_looked_through_at_once(look: Callable[[str], object], text: str) -> None:
    began = time.perf_counter()
    look(text)
    assert time.perf_counter() - began < 0.5


def test_blanks_inside_the_brackets_of_a_placeholder_are_forgiven() -> None:
    assert unfilled("[[ next_update ]] and [[  ]]") == ["next update", ""]


def test_an_address_is_found_after_leading_dots() -> None:
    found = re.search(PATTERNS["email"], "E-mail ......... amara.bell@example.org")
    assert found
    assert found[0] == "amara.bell@example.org"
