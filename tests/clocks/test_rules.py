import datetime as dt

import pytest
from django.db import IntegrityError

from clocks.loading import load_defaults
from clocks.models import DeadlineRule
from clocks.rules import (
    CALL_AFTER_MEETING,
    COMMENTS_ON_TRIAGE,
    LETTER_AFTER_MEETING,
    deadline,
)

pytestmark = pytest.mark.django_db
MEETING = dt.date(2026, 4, 2)


class Organisation:
    pk = 41


def own_rule(**fields):
    return DeadlineRule.objects.create(
        **{
            "key": LETTER_AFTER_MEETING,
            "organisation_key": 41,
            "name": "Letter",
            "value": 4,
            "unit": "working_days",
            "source": "Our own policy.",
            "effective_from": dt.date(2026, 1, 1),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("key", "on"),
    [
        (CALL_AFTER_MEETING, dt.date(2026, 4, 7)),
        (LETTER_AFTER_MEETING, dt.date(2026, 4, 8)),
        ("letter_limit_after_meeting", dt.date(2026, 4, 13)),
    ],
)
def test_the_defaults_count_working_days_and_say_that_they_are_assumed(key, on):
    found = deadline(key, MEETING, Organisation())
    assert found.on == on
    assert found.rule.assumed
    assert "not yet confirmed" in str(found)


def test_an_organisations_own_rule_comes_before_the_default():
    rule = own_rule()
    found = deadline(LETTER_AFTER_MEETING, MEETING, Organisation())
    assert found.rule == rule
    assert found.on == dt.date(2026, 4, 10)
    assert str(found) == "4 working days from 2 April 2026"


def test_another_organisation_keeps_the_default():
    own_rule(organisation_key=42)
    assert deadline(LETTER_AFTER_MEETING, MEETING, Organisation()).rule.value == 2
    assert deadline(LETTER_AFTER_MEETING, MEETING, None).rule.value == 2


def test_a_rule_counts_from_its_day_and_the_newest_wins():
    own_rule(value=3)
    own_rule(value=1, effective_from=MEETING)
    own_rule(value=9, effective_from=MEETING + dt.timedelta(days=1))
    assert deadline(LETTER_AFTER_MEETING, MEETING - dt.timedelta(days=1), Organisation()).rule.value == 3
    assert deadline(LETTER_AFTER_MEETING, MEETING, Organisation()).rule.value == 1


def test_calendar_days_count_every_day():
    own_rule(unit="calendar_days")
    assert deadline(LETTER_AFTER_MEETING, MEETING, Organisation()).on == dt.date(2026, 4, 6)


def test_a_key_nobody_knows_is_an_error():
    with pytest.raises(LookupError, match="nonsense"):
        deadline("nonsense", MEETING, None)


def test_one_day_reads_as_one_day():
    assert own_rule(value=1).in_words == "1 working day"


def test_loading_again_keeps_what_is_there():
    DeadlineRule.objects.filter(key=CALL_AFTER_MEETING).update(value=7)
    there = DeadlineRule.objects.count()
    load_defaults(DeadlineRule)
    assert DeadlineRule.objects.count() == there
    assert DeadlineRule.objects.get(key=CALL_AFTER_MEETING).value == 7


@pytest.mark.parametrize(
    "wrong", [{"unit": "weeks"}, {"source": ""}, {"organisation_key": None, "effective_from": "2000-01-01"}]
)
def test_the_table_refuses_what_is_no_rule(wrong):
    with pytest.raises(IntegrityError):
        own_rule(**wrong)


def test_comments_on_a_triage_have_ten_working_days_unless_an_organisation_says_otherwise():
    found = deadline(COMMENTS_ON_TRIAGE, dt.date(2026, 3, 30), Organisation())
    assert found.on == dt.date(2026, 4, 15), "Good Friday and Easter Monday are not counted"
    assert str(found) == "10 working days from 30 March 2026 (usual; not yet confirmed here)"
