"""Comparing word by word: nothing is lost, and what changed is said in words as well as shown."""

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from ui.comparing import ADDED, REMOVED, SAME, Piece, word_by_word


def told(before, after):
    return [(piece.kind, piece.text) for piece in word_by_word(before, after)]


def test_only_the_words_that_changed_are_marked():
    assert told("A small loss, soon put right.", "A small loss, never put right.") == [
        (SAME, "A small loss, "),
        (REMOVED, "soon"),
        (ADDED, "never"),
        (SAME, " put right."),
    ]


def test_a_phrase_is_one_change_and_not_a_row_of_crumbs():
    assert told("We expect it soon", "They feared nothing then") == [
        (REMOVED, "We expect it soon"),
        (ADDED, "They feared nothing then"),
    ]


def test_what_is_new_or_gone_altogether():
    assert told("", "New words") == [(ADDED, "New words")]
    assert told("Old words", "") == [(REMOVED, "Old words")]
    assert told("", "") == []


@given(st.text(alphabet="ab ,.\n", max_size=40), st.text(alphabet="ab ,.\n", max_size=40))
def test_both_texts_can_be_read_out_of_the_comparison(before, after):
    pieces = word_by_word(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after


def test_a_screen_reader_hears_what_was_added_and_removed_and_markup_stays_text():
    pieces = [Piece(SAME, "One "), Piece(REMOVED, "<b>two</b>"), Piece(ADDED, "three")]
    html = render_to_string("components/compared.html", {"pieces": pieces})
    assert "[removed: </span>&lt;b&gt;two&lt;/b&gt;<" in html
    assert "[added: </span>three<" in html
