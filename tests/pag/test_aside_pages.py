"""The pages of standing aside: who reads what, what is refused, and what a click does."""

import re

import pytest
from django.urls import reverse

from cases.access import may_read
from outbox.models import Message
from pag import actions
from pag.models import DenialAnswer, StoodAside
from tests.factories import make_person
from tests.pag.pages import CONTENT, text_of
from triage import actions as triage

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(organisation):
    return make_person("responsible_officer", organisation=organisation, last_name="Officer")


def page_of(person):
    return reverse("aside", args=[StoodAside.objects.get(denial__person=person).pk])


def test_the_chair_reads_it_and_clears_it(as_, item, case, member, chair):
    actions.declare(item=item, answer="unsure", statement="A <b>friend</b>?", by=member)
    client, url = as_(chair), page_of(member)
    shown = text_of(client.get(url))
    assert "A &lt;b&gt;friend&lt;/b&gt;?" in shown
    # The chair has not declared: the number of the item, and nothing of the case.
    assert case.reference not in shown
    assert CONTENT not in shown
    response = client.post(url, {"outcome": "opened", "reason": "", "version": "0"})
    assert response.status_code == 422
    assert "Say why it can be open to them again" in text_of(response)
    assert (
        client.post(url, {"outcome": "opened", "reason": "They met once.", "version": "0"}).status_code == 302
    )
    assert may_read(member, case)
    assert client.get(url).status_code == 404


def test_a_yes_offers_no_way_but_to_have_read_it(as_, item, member, chair, case):
    actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
    client, url = as_(chair), page_of(member)
    page = text_of(client.get(url))
    assert "I have read it</button>" in re.sub(r"\s+<", "<", page)
    assert "It opens to them again" not in page and "What do you decide?" not in page
    assert client.post(url, {"outcome": "opened", "reason": "Why not.", "version": "0"}).status_code == 422
    assert client.post(url, {"version": "0"}).status_code == 302
    assert DenialAnswer.objects.get().outcome == "stays"
    assert not may_read(member, case)
    assert "What do you decide" not in text_of(client.get(url))


@pytest.mark.parametrize("who", ["deputy", "manager", "member", "officer", "administrator"])
def test_nobody_else_reads_why(as_, item, member, chair, who, request):
    actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
    person = request.getfixturevalue(who)
    assert as_(person).get(page_of(member)).status_code == 404
    assert "cousin" not in text_of(as_(person).get("/"))


def test_a_mistake_goes_to_the_chair_who_opens_the_item(as_, item, member, chair, meeting, case):
    actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
    client, url = as_(member), reverse("agenda_correct", args=[meeting.pk, item.pk])
    assert url in text_of(client.get(meeting.get_absolute_url()))
    shown = text_of(client.get(url))
    assert "Item 1: you stand aside from this" in shown
    for secret in (case.reference, "Okafor", "cousin"):
        assert secret not in shown
    assert client.post(url, {"words": ""}).status_code == 422
    assert client.post(url, {"words": "Another of that name."}).status_code == 302
    assert url not in text_of(client.get(meeting.get_absolute_url()))
    assert client.get(reverse("agenda_correct", args=[meeting.pk, item.pk + 1])).status_code == 404
    client = as_(chair)
    assert "Another of that name." in text_of(client.get(page_of(member)))
    client.post(page_of(member), {"outcome": "opened", "reason": "It is another.", "version": "0"})
    assert may_read(member, case)


def test_the_chair_asks_a_member_to_stand_aside(as_, item, member, chair, deputy, case, meeting):
    for each in (chair, member):
        actions.declare(item=item, answer="none", by=each)
    client, url = as_(chair), reverse("agenda_name_aside", args=[meeting.pk, item.pk])
    assert url in text_of(client.get(item.get_absolute_url()))
    shown = text_of(client.get(url))
    assert "Memberson" in shown
    assert f'value="{chair.pk}"' not in shown
    assert client.post(url, {"member": str(member.pk), "statement": ""}).status_code == 422
    assert client.post(url, {"member": str(member.pk), "statement": "Neighbours."}).status_code == 302
    assert "Memberson (named by who presides)" in text_of(client.get(meeting.get_absolute_url()))
    theirs = text_of(as_(member).get(meeting.get_absolute_url()))
    assert "Item 1: you stand aside from this." in theirs
    for secret in (case.reference, "Okafor", "Neighbours"):
        assert secret not in theirs


def test_a_connection_closes_the_case_and_the_officer_hands_it_over(as_, case, manager, officer):
    url = reverse("case_connection", args=[case.reference])
    client = as_(manager)
    assert url in text_of(client.get(reverse("case_group", args=[case.reference])))
    assert client.post(url, {"statement": ""}).status_code == 422
    assert client.post(url, {"statement": "My sister."}).status_code == 302
    assert client.get(case.get_absolute_url()).status_code == 404
    work = text_of(as_(officer).get("/"))
    assert "Somebody has a connection with a case" in work
    assert "has no case manager at work" in work
    assert case.reference in text_of(as_(officer).get("/cases/?unmanaged=on"))
    shown = text_of(as_(officer).get(page_of(manager)))
    assert "My sister." in shown
    assert reverse("case_hand_over", args=[case.reference]) in shown


def test_of_the_officers_own_the_administrator_learns_no_reason(as_, case, officer, administrator):
    actions.declare_connection(case=case, statement="My brother.", by=officer)
    assert "A responsible officer has a connection" in text_of(as_(administrator).get("/"))
    shown = text_of(as_(administrator).get(page_of(officer)))
    assert case.reference in shown
    for secret in ("brother", "Okafor", CONTENT):
        assert secret not in shown


def test_the_officer_opens_it_again_with_a_reason(as_, case, manager, officer):
    actions.declare_connection(case=case, statement="My sister.", by=manager)
    client, url = as_(officer), reverse("case_stood_aside", args=[case.reference])
    shown = text_of(client.get(url))
    assert "Manager" in shown
    assert "sister" not in shown
    assert client.post(url, {"person": str(manager.pk), "reason": ""}).status_code == 422
    assert client.post(url, {"person": str(manager.pk), "reason": "The wrong case."}).status_code == 302
    assert may_read(manager, case)
    assert "The case is closed to nobody." in text_of(client.get(url))


def test_a_manager_who_stands_aside_gets_no_more_mail_about_the_case(case, manager, organisation):
    advisor = make_person("advisor", organisation=organisation)
    triage.ask_advisor(case=case, advisor=advisor, by=manager)
    actions.declare_connection(case=case, statement="My sister.", by=manager)
    triage.declare(case=case, answer="yes", statement="A friend.", by=advisor)
    assert not Message.objects.filter(to=manager.email).exists()
