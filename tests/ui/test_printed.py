"""On paper stands what is known: links that only lead to where something is done are left out."""

import re

from tools.paths import ROOT

TEMPLATES = ROOT / "templates"
ROOMS = ("cases", "desk", "documents", "lessons", "letters", "pag", "support")
# A paragraph that holds a link and nothing else.
ALONE = re.compile(
    r'<p(?P<attributes>[^>]*)><a class="nhsuk-link"(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>(?:(?!</a>).)*</a></p>'
)


def test_a_paragraph_that_is_only_a_link_is_not_printed():
    pages = [page for room in ROOMS for page in (TEMPLATES / room).rglob("*.html")]
    found = [(page.name, match) for page in pages for match in ALONE.finditer(page.read_text())]
    assert len(found) > 10
    assert [each for each in found if "app-no-print" not in each[1]["attributes"]] == []


def test_the_style_sheet_for_paper_leaves_them_out():
    sheet = (ROOT / "static" / "scss" / "_print.scss").read_text()
    (hidden,) = re.findall(r"([^{}]+)\{ display: none !important; \}", sheet)
    for name in (".app-no-print", ".app-action", ".nhsuk-details:has(form)", ".nhsuk-button"):
        assert name in hidden
