"""The letter on paper: what the postal service's checker measures, and letters of many languages."""

import re
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from documents.rendering import to_pdf
from letters import actions
from letters.letterhead import address_lines, html
from letters.markup import to_html
from letters.models import Kind, Letter, PrintSize
from support.actions import Plan, save_plan
from tests.letters.conftest import open_a_case

POINT = 25.4 / 72
LONG_NAME = {
    "title": "Professor Dame",
    "first_name": "Wilhelmina-Alexandrina Oluwaseun",
    "last_name": "Featherstonehaugh-Cholmondeley-Warrender",
    "address": "The Old Rectory Annexe, Flat 12b, Upper Staircase\n145 Saint Bartholomew's Crescent East\n"
    "North Featherstone-under-Edge\nNear the Bridge\nWest Northmoorshire\nTE11 1ST",
}
NAMES = {
    "welsh": {"first_name": "Siân Llŷr", "last_name": "Ŵyn-Gruffŷdd"},
    "polish": {"first_name": "Łucja Żaneta", "last_name": "Wiśniewska-Dąbrowska"},
    "turkish": {"first_name": "İbrahim Çağrı", "last_name": "Yıldırımoğlu"},
    "vietnamese": {"first_name": "Nguyễn Thị Phương", "last_name": "Đặng"},
    "yoruba": {"first_name": "Ọlúwáṣẹ́gun", "last_name": "Adébáyọ̀"},
}


def letter_to(room: Any, **details: Any) -> Letter:
    case = open_a_case(room.manager, room.organisation, **details)
    return actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager)


def printed(letter: Letter, folder: Path) -> Path:
    path = folder / "letter.pdf"
    path.write_bytes(to_pdf(html(letter)).content)
    return path


def words_on(path: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return, per page, each word's box in millimetres from the left and the top."""
    found = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    box = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    return [
        [(*(float(part) * POINT for part in each[:4]), unescape(each[4])) for each in box.findall(page)]
        for page in found.split("<page ")[1:]
    ]


@pytest.mark.parametrize("size", PrintSize.values)
@pytest.mark.parametrize("details", [{}, LONG_NAME], ids=["ordinary", "very long"])
def test_the_first_page_keeps_to_the_measures_of_the_window(
    room: Any, tmp_path: Path, details: dict[str, str], size: str
) -> None:
    letter = letter_to(room, **details)
    letter.print_size = size
    first, *_more = words_on(printed(letter, tmp_path))
    lines = address_lines(letter.case)
    assert 3 <= len(lines) <= 7
    window = [word for word in first if word[0] < 122 and 32 < word[1] < 90]
    assert [word[4] for word in window] == " ".join(lines).split()
    for left, top, right, bottom, word in window:
        assert left >= 24.6, word
        assert right <= 120, word
        assert top >= 39, word
        assert bottom <= 67, word
    for left, top, _right, bottom, word in first:
        is_sender, is_house = left >= 125, bottom <= 33
        assert top >= 94 or is_sender or is_house or (left, top) in [(each[0], each[1]) for each in window], (
            word
        )


@pytest.mark.parametrize("size", PrintSize.values)
def test_nothing_stands_in_the_margins(room: Any, tmp_path: Path, size: str) -> None:
    letter = letter_to(room, **LONG_NAME)
    letter.print_size = size
    letter.text += "\n\nMore. " * 120
    pages = words_on(printed(letter, tmp_path))
    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in " ".join(word[4] for word in page)
        for left, top, right, bottom, word in page:
            assert left >= 15, word
            assert right <= 195, word
            assert top >= 5, word
            assert bottom <= 292, word


def test_large_print_is_large_and_says_on_page_one_whom_to_call(room: Any, tmp_path: Path) -> None:
    plan = Plan(contact_name="Mrs Jo Hill", contact_phone="01632 960 111", uninvolved=True)
    save_plan(case=room.case, plan=plan, version=0, by=room.manager)
    room.case.refresh_from_db()
    letter = actions.draft_letter(case=room.case, kind=Kind.UPDATE, by=room.manager)
    standard = words_on(printed(letter, tmp_path))
    letter.print_size = PrintSize.LARGE
    large = words_on(printed(letter, tmp_path))
    assert tallest(large, "Waiting") == pytest.approx(tallest(standard, "Waiting") * 16 / 12, rel=0.02)
    smallest = min(bottom - top for page in large[1:] for _left, top, _right, bottom, _word in page)
    assert smallest >= tallest(standard, "Waiting") * 14 / 12 * 0.98
    first = " ".join(word[4] for word in large[0])
    for line in ("01632 960 002", "Mrs Jo Hill", "The Listening Line 0800 000 000"):
        assert line in first


def tallest(pages: list[list[tuple[float, float, float, float, str]]], said: str) -> float:
    """Return the height of a word's box in millimetres."""
    return max(bottom - top for page in pages for _left, top, _right, bottom, word in page if word == said)


@pytest.mark.parametrize("kind", [Kind.UPDATE, Kind.OUTCOME])
def test_page_one_says_whom_to_call_in_a_crisis_and_who_is_not_involved(
    room: Any, tmp_path: Path, kind: str
) -> None:
    letter = room.letter
    if kind == Kind.UPDATE:
        letter = actions.draft_letter(case=room.case, kind=kind, by=room.manager)
    first = " ".join(word[4] for word in words_on(printed(letter, tmp_path))[0])
    for line in ("01632 960 002", "The Listening Line", "somebody with no part in the case"):
        assert line in first


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_names_of_many_languages_are_printed(room: Any, tmp_path: Path, names: dict[str, str]) -> None:
    letter = letter_to(room, **names)
    text = subprocess.run(
        ["pdftotext", printed(letter, tmp_path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert names["last_name"].replace("-", "") in text.replace("-", "").replace("\n", "")


def test_the_pdf_is_tagged_titled_and_in_our_font(room: Any, tmp_path: Path) -> None:
    path = printed(letter_to(room), tmp_path)
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Title:\s+A concern has been raised", info)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0] for line in fonts.splitlines()[2:]]
    assert names
    assert all("Lotus" in name for name in names)


def test_the_signature_is_not_left_alone_on_a_page(room: Any, tmp_path: Path) -> None:
    letter = letter_to(room)
    ending = letter.text[letter.text.index("Yours sincerely") :]
    for length in range(30, 48, 2):
        letter.text = "Line.\n\n" * length + "The sentence before.\n\n" + ending
        last = words_on(printed(letter, tmp_path))[-1]
        said = " ".join(word[4] for word in last)
        assert "Yours sincerely" in said
        assert "before." in said


def test_addresses_are_put_in_lines_that_fit(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation, address="A\n\n  B  \nC")
    assert address_lines(case) == ["Dr Amara Okafor", "A", "B", "C"]
    case.practitioner.address = "\n".join("abcdefgh")
    assert len(address_lines(case)) == 7
    assert address_lines(case)[-1] == "h"
    case.practitioner.address = "\n".join(f"{letter}" * 40 for letter in "abcdefgh")
    assert len(address_lines(case)) == 9


def test_a_gap_is_marked_in_the_preview() -> None:
    assert 'class="gap"' in to_html("[[x]]")
