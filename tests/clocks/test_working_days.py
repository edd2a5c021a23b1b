import datetime as dt

import pytest

from clocks.holidays import by_rule, easter_sunday, published
from clocks.working_days import (
    add_working_days,
    calm_day_from,
    calm_day_until,
    is_calm_day,
    is_working_day,
    working_days_between,
)

JUBILEE = dt.date(2022, 6, 3)
# Years in which a holiday was added or moved by proclamation: no rule can know of these.
PROCLAIMED = {2012, 2020, 2022, 2023}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (dt.date(2026, 3, 3), True),
        (dt.date(2026, 3, 7), False),
        (dt.date(2026, 3, 8), False),
        (dt.date(2025, 12, 25), False),
        (dt.date(2025, 12, 26), False),
        (dt.date(2026, 4, 3), False),
        (dt.date(2026, 4, 6), False),
        (dt.date(2026, 12, 28), False),
        (JUBILEE, False),
        (dt.date(2022, 9, 19), False),
        (dt.date(2023, 5, 8), False),
    ],
)
def test_weekends_and_englands_bank_holidays_are_no_working_days(day, works):
    assert is_working_day(day) is works


def test_scotlands_own_holidays_are_working_days_in_england():
    assert is_working_day(dt.date(2026, 1, 2))
    assert is_working_day(dt.date(2026, 11, 30))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (dt.date(2026, 3, 3), 2, dt.date(2026, 3, 5)),
        (dt.date(2026, 3, 5), 2, dt.date(2026, 3, 9)),
        (dt.date(2025, 12, 24), 2, dt.date(2025, 12, 30)),
        (dt.date(2026, 4, 2), 1, dt.date(2026, 4, 7)),
        (dt.date(2022, 6, 1), 1, dt.date(2022, 6, 6)),
        (dt.date(2026, 3, 7), 1, dt.date(2026, 3, 9)),
        (dt.date(2026, 3, 3), 0, dt.date(2026, 3, 3)),
        (dt.date(2026, 4, 7), -1, dt.date(2026, 4, 2)),
    ],
)
def test_counting_skips_what_is_no_working_day(start, n, end):
    assert add_working_days(start, n) == end


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (dt.date(2026, 3, 3), dt.date(2026, 3, 3), 0),
        (dt.date(2026, 3, 3), dt.date(2026, 3, 6), 3),
        (dt.date(2026, 3, 6), dt.date(2026, 3, 9), 1),
        (dt.date(2026, 4, 2), dt.date(2026, 4, 7), 1),
        (dt.date(2026, 4, 7), dt.date(2026, 4, 2), -1),
    ],
)
def test_days_between_leave_out_the_start(start, end, days):
    assert working_days_between(start, end) == days


@pytest.mark.parametrize("n", range(40))
def test_adding_and_counting_agree(n):
    start = dt.date(2025, 12, 19)
    assert working_days_between(start, add_working_days(start, n)) == n


@pytest.mark.parametrize("year", sorted({day.year for day in published()} - PROCLAIMED))
def test_the_standing_rule_gives_what_was_published(year):
    assert by_rule(year) == {day for day in published() if day.year == year}


def test_years_not_yet_published_have_their_standing_holidays():
    last = max(published()).year
    easter_monday = easter_sunday(last + 3) + dt.timedelta(days=1)
    assert not is_working_day(easter_monday)
    assert not is_working_day(dt.date(2032, 12, 27))
    assert not is_working_day(dt.date(2032, 12, 28))


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2038, (4, 25)), (2285, (3, 22))])
def test_easter_at_its_earliest_and_latest(year, day):
    assert easter_sunday(year) == dt.date(year, *day)


@pytest.mark.parametrize(
    ("day", "until", "since"),
    [
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5), dt.date(2026, 3, 5)),
        (dt.date(2026, 3, 6), dt.date(2026, 3, 5), dt.date(2026, 3, 9)),
        (dt.date(2026, 3, 8), dt.date(2026, 3, 5), dt.date(2026, 3, 9)),
        # Good Friday and Easter Monday; Christmas to the Tuesday after.
        (dt.date(2026, 4, 6), dt.date(2026, 4, 2), dt.date(2026, 4, 7)),
        (dt.date(2026, 12, 25), dt.date(2026, 12, 24), dt.date(2026, 12, 29)),
    ],
)
def test_a_day_that_is_promised_is_one_on_which_and_after_which_people_are_there(day, until, since):
    assert (calm_day_until(day), calm_day_from(day)) == (until, since)
    assert is_calm_day(until)
