"""What was arranged with a decision is brought up near its day, until somebody says that it is done."""

import datetime as dt

import pytest
from django.urls import reverse

from clocks.working_days import add_working_days
from pag import actions
from pag.actions import NewArrangement
from pag.models import ArrangementDone
from pag.work import work_for
from tests.factories import make_person
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def lines(person):
    return [each.sentence for each in work_for(person) if "Is it done?" in each.sentence]


@pytest.mark.parametrize(("days", "waits"), [(3, True), (5, False)])
def test_it_is_brought_up_from_shortly_before_its_day(record, manager, officer, days, waits):
    due_on = add_working_days(today(), days)
    record("interview", arrangements=[NewArrangement("interview", by_whom="Dr Lee", due_on=due_on)])
    said = ["Interview for Dr Amara Okafor: Dr Lee sees to it. Is it done?"]
    assert lines(manager) == (said if waits else [])
    assert lines(officer) == [], "it is for the case manager"


@pytest.fixture
def officer(organisation):
    return make_person("responsible_officer", organisation=organisation)


def test_saying_that_it_is_done_ends_it(record, manager, case, as_, member):
    arranged = [NewArrangement("interview", by_whom="Dr Lee", due_on=today())]
    arrangement = record("interview", arrangements=arranged).arrangements.get()
    client, group = as_(manager), reverse("case_group", args=[case.reference])
    where = reverse("group_arranged", args=[case.reference, arrangement.pk])
    assert where in client.get(group).content.decode()
    assert "Dr Lee, by" in client.get(where).content.decode()
    on = today()
    later = {"done_on_day": on.day, "done_on_month": on.month, "done_on_year": on.year + 1}
    assert client.post(where, later).status_code == 422
    for _click in range(2):
        given = later | {"done_on_year": on.year, "words": "<b>They</b> talked."}
        assert client.post(where, given)["Location"] == group
    assert ArrangementDone.objects.get().said_by == manager and lines(manager) == []
    shown = client.get(group).content.decode()
    assert "&lt;b&gt;They&lt;/b&gt; talked." in shown and where not in shown


def test_only_who_records_decisions_says_so_and_not_of_a_day_that_cannot_be(record, manager, member):
    arrangement = record("interview").arrangements.get()
    with pytest.raises(NotAllowed):
        actions.say_arranged(arrangement=arrangement, done_on=today(), words="", by=member)
    for day in (today() + dt.timedelta(days=1), today() - dt.timedelta(days=1)):
        with pytest.raises(Refusal):
            actions.say_arranged(arrangement=arrangement, done_on=day, words="", by=manager)
