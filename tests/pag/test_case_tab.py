"""The tab "Group" of a case: onto an agenda, what was decided, who does what."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from cases.actions import log_contact, receive_account
from cases.models import Case
from pag import actions
from pag.actions import NewAction
from tests.pag.pages import text_of
from tests.pag.wording import WHY
from ui.dates import day, today

pytestmark = pytest.mark.django_db


def test_putting_on_an_agenda_from_the_case(as_, manager, case, meeting):
    url = reverse("case_put_on_agenda", args=[case.reference])
    client = as_(manager)
    response = client.post(url, {"meeting": meeting.pk, "without_triage": "", "note": ""})
    assert response.status_code == 422
    response = client.post(url, {"meeting": meeting.pk, "without_triage": "Urgent.", "note": ""})
    assert response.url == f"/meetings/{meeting.pk}/"
    assert "On the agenda" in text_of(client.get(reverse("case_group", args=[case.reference])))


def test_without_a_meeting_the_page_says_so(as_, manager, case):
    page = text_of(as_(manager).get(reverse("case_put_on_agenda", args=[case.reference])))
    assert "No meeting is planned" in page


def test_only_who_runs_meetings_puts_a_case_on(as_, item, case, member):
    actions.declare(item=item, answer="none", by=member)
    client = as_(member)
    assert client.get(reverse("case_put_on_agenda", args=[case.reference])).status_code == 403
    assert "Put on an agenda" not in text_of(client.get(reverse("case_group", args=[case.reference])))


def test_putting_on_a_second_agenda_is_refused_in_words(as_, item, case, manager, plan):
    url = reverse("case_put_on_agenda", args=[case.reference])
    response = as_(manager).post(
        url, {"meeting": plan(7).pk, "without_triage": WHY, "note": "Please read first."}
    )
    assert response.status_code == 422
    assert "already" in text_of(response)
    assert "Please read first." in text_of(response)


def test_the_tab_says_how_long_the_practitioner_waits(as_, case, plan, manager, decision, chair):
    item = actions.put_on_agenda(case=case, meeting=plan(-7), without_triage=WHY, by=manager)
    actions.record_decision(item=item, decision=decision("advice"), by=manager, submission_key=uuid.uuid4())
    url = reverse("case_group", args=[case.reference])
    client = as_(manager)
    assert "Waiting to be told: the group met 5 working days ago" in text_of(client.get(url))
    log_contact(
        case=case,
        how="phone",
        on=today(),
        summary="Called.",
        told=True,
        listened=False,
        by=manager,
        submission_key=uuid.uuid4(),
    )
    assert "5 working days after the meeting" in text_of(client.get(url))


@pytest.mark.parametrize("decisions", [1, 4])
def test_the_tab_takes_the_same_queries(
    as_, decisions, manager, case, plan, decision, django_assert_num_queries
):
    for number in range(decisions):
        item = actions.put_on_agenda(case=case, meeting=plan(number - 9), without_triage=WHY, by=manager)
        actions.record_decision(
            item=item,
            decision=decision("adjourn"),
            actions=[NewAction(what="Do it", due_on=today(), owner=manager)] * 3,
            by=manager,
            submission_key=uuid.uuid4(),
        )
    assert Case.objects.get(pk=case.pk).stage == "with_group"
    client = as_(manager)
    with django_assert_num_queries(21):
        assert client.get(reverse("case_group", args=[case.reference])).status_code == 200


def test_meetings_to_come_are_offered_first_and_past_ones_say_that_they_are(as_, manager, case, plan):
    plan(-7)
    plan(-2)
    plan(14)
    plan(3)
    page = text_of(as_(manager).get(reverse("case_put_on_agenda", args=[case.reference])))
    offered = re.findall(r'<option value="\d+">([^<]+)</option>', page)
    days = [today() + dt.timedelta(days=number) for number in (3, 14, -2, -7)]
    assert [day(each) in words for each, words in zip(days, offered, strict=True)] == [True] * 4
    assert [words.startswith("Past: ") for words in offered] == [False, False, True, True]
    assert all("to write down what was decided" in words for words in offered[2:])


def test_a_meeting_that_has_ended_is_not_offered(as_, manager, case, meeting):
    actions.move_meeting(meeting=meeting, to="in_progress", by=manager)
    actions.end_meeting(meeting=meeting, by=manager)
    assert "No meeting is planned" in text_of(
        as_(manager).get(reverse("case_put_on_agenda", args=[case.reference]))
    )


def test_what_is_missing_is_said_before_the_case_is_put_on(as_, manager, case, meeting):
    url = reverse("case_put_on_agenda", args=[case.reference])
    client = as_(manager)
    page = text_of(client.get(url))
    assert "There is no account from Dr Amara Okafor yet" in page
    assert "The triage is not submitted yet" in page
    receive_account(
        case=case,
        text="My own words.",
        received_on=today(),
        how="letter",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    page = text_of(client.get(url))
    assert "There is no account" not in page
    assert "The triage is not submitted yet" in page
