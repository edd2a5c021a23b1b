"""How lists and addresses are put into words."""

import pytest

from ui.templatetags.ui import breakable
from ui.words import full_stop, listed


@pytest.mark.parametrize(
    ("names", "words"),
    [(["Amy"], "Amy"), (["Amy", "Ben"], "Amy and Ben"), (["Amy", "Ben", "Cem"], "Amy, Ben and Cem")],
)
def test_names_are_listed_as_one_says_them(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_an_address_may_go_on_in_a_new_line_but_not_within_a_word() -> None:
    assert breakable("ruth.ellerby@nhs.example") == "ruth<wbr>.ellerby@<wbr>nhs<wbr>.example"


def test_what_stands_in_an_address_is_shown_as_text() -> None:
    assert breakable("<b>@x") == "&lt;b&gt;@<wbr>x"


@pytest.mark.parametrize(
    ("said", "shown"),
    [("She rests", "She rests."), ("She rests. ", "She rests."), ("Is it so?", "Is it so?"), ("", "")],
)
def test_a_sentence_that_another_follows_has_an_end(said: str, shown: str) -> None:
    assert full_stop(said) == shown
