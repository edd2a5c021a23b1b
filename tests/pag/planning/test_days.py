"""The days of a series, and what stands out about a day."""

import datetime as dt

import pytest

from pag.planning.days import MOST, as_long_before, days_of_series, odd_days, why_not_working

GOOD_FRIDAY, EASTER_MONDAY = dt.date(2026, 4, 3), dt.date(2026, 4, 6)
WEDNESDAY = dt.date(2026, 3, 4)


def test_a_series_goes_on_until_a_last_day_or_a_number():
    assert days_of_series(WEDNESDAY, every_weeks=2, number=3) == [
        WEDNESDAY,
        dt.date(2026, 3, 18),
        dt.date(2026, 4, 1),
    ]
    assert len(days_of_series(WEDNESDAY, every_weeks=4, last=dt.date(2026, 4, 29))) == 3
    # One too many shows that there are too many, and a year typed wrong makes no thousands.
    assert len(days_of_series(WEDNESDAY, every_weeks=1, last=dt.date(9026, 1, 1))) == MOST + 1


@pytest.mark.parametrize(
    ("day", "why", "instead"),
    [
        (GOOD_FRIDAY, "A bank holiday: Good Friday", dt.date(2026, 4, 7)),
        (dt.date(2026, 3, 7), "A Saturday", dt.date(2026, 3, 9)),
        (dt.date(2026, 12, 28), "A bank holiday: Boxing Day", dt.date(2026, 12, 29)),
        (WEDNESDAY, "The group meets already on this day", dt.date(2026, 3, 5)),
    ],
)
def test_what_stands_out_is_said_with_the_day_that_is_proposed_instead(day, why, instead):
    found = odd_days([day, dt.date(2026, 3, 11)], taken=[WEDNESDAY])
    assert [(each.day, each.why, each.instead) for each in found.values()] == [(day, why, instead)]


def test_the_day_that_is_proposed_is_no_day_on_which_the_group_meets():
    found = odd_days([GOOD_FRIDAY, dt.date(2026, 4, 7)], taken=[dt.date(2026, 4, 8)])
    assert found[GOOD_FRIDAY].instead == dt.date(2026, 4, 9)


def test_a_working_day_says_nothing():
    assert why_not_working(WEDNESDAY) == ""


def test_papers_are_due_as_many_working_days_before_each_meeting():
    # Five working days before a Wednesday; before Easter's Tuesday two holidays lie between.
    due = as_long_before(dt.date(2026, 4, 7), papers_due=dt.date(2026, 2, 25), meets=WEDNESDAY)
    assert due == dt.date(2026, 3, 27)
    assert as_long_before(GOOD_FRIDAY, papers_due=WEDNESDAY, meets=WEDNESDAY) == dt.date(2026, 4, 2)


def test_a_day_may_stand_out_twice():
    saturday = dt.date(2026, 3, 7)
    assert odd_days([saturday], taken=[saturday])[saturday].why == (
        "A Saturday. The group meets already on this day"
    )
