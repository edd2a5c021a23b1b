"""Dates in three boxes: what is understood, and how a mistake is said."""

import datetime as dt
from typing import Any

import pytest

from tests.ui.html import sent, show
from ui import dates, fields
from ui.forms import Form


def form_of(day: str, month: str, year: str, **options: Any) -> Form:
    made = type("Asking", (Form,), {"q": fields.Day(label="Date of review", **options)})
    return made(sent({"q_day": day, "q_month": month, "q_year": year}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("3", "3", "2026"), dt.date(2026, 3, 3)),
        (("03", "03", "2026"), dt.date(2026, 3, 3)),
        ((" 3 ", "March", "2026"), dt.date(2026, 3, 3)),
        (("3", "mar", "2026"), dt.date(2026, 3, 3)),
        (("30", "Sept", "2026"), dt.date(2026, 9, 30)),
        (("29", "2", "2028"), dt.date(2028, 2, 29)),
        (("31", "DECEMBER", "1999"), dt.date(1999, 12, 31)),
    ],
)
def test_dates_people_write_are_understood(typed: tuple[str, str, str], meant: dt.date) -> None:
    form = form_of(*typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["q"] == meant


@pytest.mark.parametrize(
    ("typed", "sentence", "wrong"),
    [
        (("", "", ""), "Enter the date of review", ["day", "month", "year"]),
        (("3", "3", ""), "Date of review must include a year", ["year"]),
        (("", "3", ""), "Date of review must include a day and a year", ["day", "year"]),
        (("3", "13", "2026"), "Date of review must include a real month, like 3 or March", ["month"]),
        (("3", "ma", "2026"), "Date of review must include a real month, like 3 or March", ["month"]),
        (("3", "3", "26"), "Date of review must include a year with 4 numbers, like 2026", ["year"]),
        (("29", "2", "2026"), "Date of review must be a real date", ["day"]),
        (("0", "2", "2026"), "Date of review must be a real date", ["day"]),
        (("first", "2", "2026"), "Date of review must be a real date", ["day"]),
        (("٣", "3", "2026"), "Date of review must be a real date", ["day"]),
    ],
)
def test_a_mistake_is_named_and_its_box_is_marked(
    typed: tuple[str, str, str], sentence: str, wrong: list[str]
) -> None:
    form = form_of(*typed)
    assert form.errors["q"] == [sentence]
    page = show(form)
    marked = [box.get("id").removeprefix("id_q_") for box in page.all("input[aria-invalid]")]
    assert marked == wrong
    assert page.one(".nhsuk-error-summary a").get("href") == f"#id_q_{wrong[0]}"
    assert [box.get("value") for box in page.all("input[id^=id_q_]")] == [
        part.strip() or part for part in typed
    ]


@pytest.mark.parametrize(
    ("options", "days", "sentence"),
    [
        ({"past": True}, 1, "Date of review must be today or in the past"),
        ({"future": True}, -1, "Date of review must be today or in the future"),
        ({"earliest": dt.date(2999, 1, 2)}, 0, "Date of review must be 2 January 2999 or later"),
        ({"latest": dt.date(1999, 1, 2)}, 0, "Date of review must be 2 January 1999 or earlier"),
    ],
)
def test_bounds_are_said_in_words(options: dict[str, Any], days: int, sentence: str) -> None:
    day = dates.today() + dt.timedelta(days=days)
    assert form_of(str(day.day), str(day.month), str(day.year), **options).errors["q"] == [sentence]


def test_today_is_neither_past_nor_future() -> None:
    day = dates.today()
    assert form_of(str(day.day), str(day.month), str(day.year), past=True, future=True).is_valid()


def test_a_stored_date_is_shown_and_unchanged() -> None:
    made = type("Asking", (Form,), {"q": fields.Day(label="Date")})
    page = show(made(initial={"q": dt.date(2026, 3, 4)}))
    assert [box.get("value") for box in page.all("input[id^=id_q_]")] == ["4", "3", "2026"]
    same = made(
        sent({"q_day": "4", "q_month": "March", "q_year": "2026"}), initial={"q": dt.date(2026, 3, 4)}
    )
    assert not same.has_changed()
    other = made(sent({"q_day": "x", "q_month": "3", "q_year": "2026"}), initial={"q": dt.date(2026, 3, 4)})
    assert other.has_changed()


def test_an_optional_date_may_be_left_empty() -> None:
    form = form_of("", "", "", required=False)
    assert form.is_valid()
    assert form.cleaned_data["q"] is None


MOMENT = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)


def test_moments_are_shown_in_london_time() -> None:
    assert dates.when(MOMENT) == "1 July 2026 at 00:30"
    assert dates.day(MOMENT) == "1 July 2026"
    assert dates.short_day(MOMENT) == "1\u00a0Jul\u00a02026"
    assert dates.day(None) == dates.when(None) == dates.ago(None) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (3, "3 days ago"),
        (-10, "in 10 days"),
        (18, "2 weeks ago"),
        (20, "nearly 3 weeks ago"),
        (21, "3 weeks ago"),
        (-85, "in nearly 3 months"),
        (90, "3 months ago"),
        (800, "2 years ago"),
    ],
)
def test_how_long_ago_is_said_in_words(days: int, words: str) -> None:
    on = dt.date(2026, 3, 1)
    assert dates.ago(on - dt.timedelta(days=days), on=on) == words
