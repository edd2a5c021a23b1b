"""Components: what they show, and that nothing in a template needs an inline script or style."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.safestring import SafeString

from tests.ui.html import Html, template
from ui.gallery import colour_of, gallery_context
from ui.matrix import Risk, build
from ui.tables import Cell, Column, Table
from ui.templatetags import ui as tags

TEMPLATES = sorted((settings.ROOT / "templates").rglob("*.html"))
# What becomes a PDF is a document with a policy of its own.
PAGES = [path for path in TEMPLATES if "pdf" not in path.parts and path.stem != "pdf"]


@pytest.fixture(scope="module")
def page() -> Html:
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    request = RequestFactory().get("/gallery/")
    return Html(render_to_string("ui/gallery.html", gallery_context(request), request))


def test_the_gallery_shows_every_component(page: Html) -> None:
    names = {path.stem for path in (settings.ROOT / "templates" / "components").glob("*.html")}
    source = "".join(path.read_text() for path in TEMPLATES)
    unused = {name for name in names if f"components/{name}.html" not in source} - {
        "inset", "warning", "details", "card", "colour_tag", "status_tag", "summary_list",
        "cell_status",
    }  # fmt: skip
    assert not unused, "components nobody uses"
    for selector in (
        ".app-case",
        ".app-band",
        ".app-timeline",
        ".app-matrix",
        ".app-table",
        "[data-add-another]",
    ):
        assert page.all(selector)


def test_ids_on_the_gallery_are_unique(page: Html) -> None:
    ids = [each.get("id") for each in page.all("[id]")]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(settings.ROOT / "templates")))
def test_templates_have_no_inline_script_or_style_and_trust_nothing(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son(?!e=)[a-z]+=|javascript:|hx-on|hx-vals=.js", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"\|\s*safe\b|autoescape off|mark_safe", source)


@pytest.mark.parametrize(("colour", "word"), [("red", "Red"), ("AMBER", "Amber"), ("green", "Green")])
def test_a_colour_always_has_its_word_its_shape_and_its_score(colour: str, word: str) -> None:
    page = template("{% colour_tag colour 12 %}", colour=colour)
    assert page.text(".app-band") == f"{word} , score 12"
    assert page.one(".app-shape").get("aria-hidden") == "true"


@pytest.mark.parametrize("colour", [None, "", "purple"])
def test_no_colour_is_said_too(colour: Any) -> None:
    assert template("{% colour_tag colour %}", colour=colour).text(".app-band") == "Not scored yet"


def test_an_unknown_status_colour_is_grey() -> None:
    assert "nhsuk-tag--grey" in template('{% status_tag "New" "mauve" %}').source


def test_blocks_escape_their_titles_and_keep_their_content() -> None:
    page = template("{% card title %}<p>{{ title }}</p>{% endcard %}", title="<b>x</b>")
    assert page.text("h2") == "<b>x</b>"
    assert page.text("p") == "<b>x</b>"
    assert not page.all("b")


@pytest.mark.parametrize("tag", ["inset", "warning 'T'", "details 'T'", "details 'T' opened=True"])
def test_blocks_render(tag: str) -> None:
    assert template(f"{{% {tag} %}}<p>In it</p>{{% end{tag.split()[0]} %}}").text("p") == "In it"


def test_a_summary_list_shows_dates_in_words_and_gaps_plainly() -> None:
    import datetime as dt

    rows = [
        ("Date", dt.date(2026, 3, 4)),
        ("Moment", dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)),
        {"label": "Gap", "value": "", "href": "/x/"},
    ]
    page = template("{% summary_list rows %}", rows=rows)
    values = ["".join(each.itertext()).strip() for each in page.all("dd.nhsuk-summary-list__value")]
    assert values == ["4 March 2026", "4 March 2026 at 05:06", "Not given"]
    assert page.text("dd a") == "Change Gap"


def test_the_matrix_grows_as_risks_are_added() -> None:
    scale = [(1, "Rare"), (2, "Likely")]
    common: dict[str, Any] = {
        "likelihoods": scale,
        "severities": scale,
        "colour_of": lambda s: "red" if s > 2 else "green",
    }
    matrix = build(**common, risks=[Risk(1, 2, 2), Risk(2, 2, 2)], picked=(2, 2))
    assert [row.value for row in matrix.rows] == [2, 1]
    assert matrix.rows[0].cells[1].risks == [1, 2]
    assert matrix.said == "Likelihood 2 × severity 2 = 4: Red"
    page = template("{% include 'components/matrix.html' %}", matrix=matrix)
    assert page.text(".app-matrix__cell--picked").startswith("4 Red")


def test_a_table_names_each_cell_for_the_phone() -> None:
    row = [
        Cell("NW-1", "/x/", hint="<i>by</i>"),
        Cell("<i>Ada</i>", '"><i>'),
        "<i>Ada</i>",
        SafeString("<b>A</b>"),
    ]
    table = Table("Cases", [Column("Case"), Column('"><i>'), Column("Who"), Column("In short")], [row])
    page = template("{% include 'components/table.html' %}", table=table)
    assert [cell.get("data-label") for cell in page.all("td")] == ["Case", '"><i>', "Who", "In short"]
    assert [link.get("href") for link in page.all("td a")] == ["/x/", '"><i>'] and page.text(
        ".app-table__hint"
    ) == "<i>by</i>"
    assert not page.all("i") and page.text("td b") == "A"
    empty = Table("Cases", [], [], empty="None match.")
    assert template("{% include 'components/table.html' %}", table=empty).text("p") == "None match."


@pytest.mark.parametrize(("state", "polls"), [("preparing", True), ("ready", False), ("failed", False)])
def test_a_wait_stops_asking_when_it_is_over(state: str, polls: bool) -> None:
    making = {
        "state": state,
        "label": "The report",
        "href": "/x/",
        "poll_url": "/poll/",
        "check_url": "/page/",
    }
    page = template("{% include 'components/making.html' %}", making=making)
    assert bool(page.all("[hx-get]")) is polls
    assert page.one(".app-making").get("aria-live") == "polite"


@pytest.mark.parametrize(("name", "letters"), [("Dr Ada Okafor", "AO"), ("Cher", "C"), ("", "")])
def test_initials(name: str, letters: str) -> None:
    assert tags.initials(name) == letters


def test_small_tools_for_templates() -> None:
    import datetime as dt

    moment = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)
    assert (tags.clock(moment), tags.clock(None)) == ("05:06", "")
    assert (tags.iso(moment), tags.iso(None)) == ("2026-03-04T05:06:00+00:00", "")
    assert [colour_of(score) for score in (6, 12, 25)] == ["green", "amber", "red"]


def test_an_address_changes_one_part_and_keeps_the_rest() -> None:
    from tests.ui.html import request

    asked = {"request": request("/cases/?q=late&sort=age&after=9")}
    page = template('{% address_with sort="name" after=None %}', **asked)
    assert page.source == "q=late&amp;sort=name"


def built() -> Iterator[Path]:
    return (settings.ROOT / "static" / "build").rglob("*.*")


def test_what_is_built_asks_nobody_outside_and_names_no_missing_map() -> None:
    for path in built():
        if path.suffix in (".css", ".js"):
            text = path.read_text()
            assert "sourceMappingURL" not in text
            assert not re.search(r"url\(.?https?:|@import|assets\.nhs\.uk", text)
    css = (settings.ROOT / "static" / "build" / "app.css").read_text()
    for name in re.findall(r"url\(.?(\./[^\")]+)", css):
        assert (settings.ROOT / "static" / "build" / name).exists(), name
