"""Groups and their members, on the pages of administrators."""

import uuid

import pytest
from django.urls import reverse

from accounts.actions import end_role
from pag.models import Group, GroupMember
from tests.factories import make_person
from tests.pag.pages import text_of
from ui.dates import day

pytestmark = pytest.mark.django_db


def test_an_administrator_sets_up_a_group_and_its_members(as_, organisation, administrator):
    client = as_(administrator)
    answers = {
        "organisation": organisation.pk,
        "name": "Professional Standards Group",
        "abbreviation": "PSG",
        "kind": "psg",
        "submission_key": str(uuid.uuid4()),
    }
    response = client.post("/groups/new/", answers)
    group = Group.objects.get()
    person = make_person("group_member", organisation=organisation, last_name="Newcomer")
    answers = {
        "person": person.pk,
        "kind": "peer",
        "discipline": "dentist",
        "voting": "yes",
        "starts_on_day": "1",
        "starts_on_month": "1",
        "starts_on_year": "2026",
    }
    client.post(response.url, answers)
    assert "Peer (dentist" in text_of(client.get(f"/groups/{group.pk}/"))
    member = GroupMember.objects.get()
    end = reverse("group_member_end", args=[group.pk, member.pk])
    assert "nhsuk-radios--small" not in client.get(response.url).content.decode()
    assert "Nobody else here takes part as peer (dentist" in text_of(client.get(end))
    wrong = {"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2025"}
    assert client.post(end, wrong).status_code == 422
    client.post(end, {"ends_on_day": "2", "ends_on_month": "1", "ends_on_year": "2026"})
    assert "Past members" in text_of(client.get(f"/groups/{group.pk}/"))
    assert "0 members" in text_of(client.get("/groups/"))


def test_a_second_chair_is_refused_in_words(as_, administrator, group, chair, organisation):
    person = make_person("group_member", organisation=organisation)
    answers = {
        "person": person.pk,
        "kind": "chair",
        "voting": "yes",
        "starts_on_day": "1",
        "starts_on_month": "1",
        "starts_on_year": "2030",
    }
    response = as_(administrator).post(f"/groups/{group.pk}/", answers)
    assert response.status_code == 422
    assert "one chair at a time" in text_of(response)


def test_before_a_chair_goes_the_page_says_that_nobody_else_is_one_and_when_the_group_meets(
    as_, administrator, group, chair, plan
):
    meeting = plan(9)
    seat = GroupMember.objects.get(person=chair)
    page = text_of(as_(administrator).get(reverse("group_member_end", args=[group.pk, seat.pk])))
    assert "Nobody else here takes part as chair today" in page
    assert f"the group meets on {day(meeting.day)}. For a meeting after the last day" in page


def test_two_groups_of_one_name_are_refused_in_words(as_, administrator, group, organisation):
    answers = {
        "organisation": organisation.pk,
        "name": group.name,
        "abbreviation": "P",
        "kind": "pag",
        "submission_key": str(uuid.uuid4()),
    }
    response = as_(administrator).post("/groups/new/", answers)
    assert response.status_code == 422
    assert "another name" in text_of(response)


def test_dates_of_a_new_membership_come_in_order(as_, administrator, group, organisation):
    answers = {
        "person": make_person("group_member", organisation=organisation).pk,
        "kind": "lay",
        "voting": "no",
        "starts_on_day": "2",
        "starts_on_month": "1",
        "starts_on_year": "2030",
        "ends_on_day": "1",
        "ends_on_month": "1",
        "ends_on_year": "2030",
    }
    response = as_(administrator).post(f"/groups/{group.pk}/", answers)
    assert response.status_code == 422
    assert "last day cannot come before the first" in text_of(response)
    assert not group.members.exists()


@pytest.mark.parametrize("role", ["case_manager", "group_member", "advisor"])
def test_groups_are_kept_by_administrators_only(as_, organisation, group, role):
    client = as_(make_person(role, organisation=organisation))
    for url in ("/groups/", "/groups/new/", f"/groups/{group.pk}/"):
        assert client.get(url).status_code == 404


def test_a_member_whose_role_ended_stands_under_past_members(
    as_, administrator, group, member, chair, organisation
):
    end_role(membership=member.memberships.get(organisation=organisation), by=administrator)
    client = as_(administrator)
    now, past = text_of(client.get(f"/groups/{group.pk}/")).split("Past members, whose role here has ended")
    assert member.name not in now
    assert member.name in past.split("Add a member")[0]
    assert "1 member today" in text_of(client.get("/groups/"))
