"""From the meeting to the practitioner being told, in words."""

import datetime as dt

import pytest

from cases.models import CaseSummary, Contact
from pag.telling import tellings
from ui.dates import today

pytestmark = pytest.mark.django_db

FRIDAY = dt.date(2026, 3, 6)
MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def decided(record, case, meeting, manager):
    """Return a function that gives decisions of those days, unsaved twins of a recorded one."""
    kept = record("advice")
    CaseSummary.objects.filter(case=case).update(last_told_on=None)
    case.summary.refresh_from_db()

    def decides(*days):
        found = []
        for number, day in enumerate(days, 1):
            twin = type(kept)(pk=number, item=kept.item, decided_on=day)
            found.append(twin)
        return sorted(found, key=lambda each: each.decided_on, reverse=True)

    return decides


@pytest.fixture
def told(case, manager):
    def tells(day):
        Contact.objects.create(case=case, how="phone", on=day, summary="Called.", told=True, by=manager)

    return tells


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (FRIDAY, "Told on 6 March 2026, on the day of the meeting."),
        (dt.date(2026, 3, 7), "Told on 7 March 2026, 0 working days after the meeting."),
        (dt.date(2026, 3, 9), "Told on 9 March 2026, 1 working day after the meeting."),
    ],
)
def test_how_long_it_took(decided, told, case, on, words):
    told(on)
    told(on + dt.timedelta(days=3))
    told(MONDAY)
    (telling,) = tellings(case, decided(FRIDAY)).values()
    assert (telling.told, telling.in_words) == (True, words)


def test_while_they_wait_it_says_since_when_until_when_and_by_which_rule(decided, case):
    (telling,) = tellings(case, decided(FRIDAY)).values()
    assert not telling.told
    assert telling.in_words.endswith(
        "The letter is due by 10 March 2026, 2 working days from 6 March 2026 "
        "(usual; not yet confirmed here)."
    )


def test_on_the_day_itself(decided, case):
    (telling,) = tellings(case, decided(today())).values()
    assert "the group met today" in telling.in_words


def test_a_contact_tells_of_the_last_meeting_before_it(decided, told, case):
    told(FRIDAY + dt.timedelta(days=3))
    later, earlier = tellings(case, decided(MONDAY, FRIDAY)).values()
    assert later.told
    assert earlier.in_words == "Nothing is recorded of when the practitioner was told."


def test_a_letter_counts_too(decided, case):
    CaseSummary.objects.filter(case=case).update(last_told_on=dt.date(2026, 3, 10))
    case.summary.refresh_from_db()
    (telling,) = tellings(case, decided(FRIDAY)).values()
    assert telling.in_words == "Told on 10 March 2026, 2 working days after the meeting."


def test_without_decisions_nothing_is_asked(case, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tellings(case, []) == {}
