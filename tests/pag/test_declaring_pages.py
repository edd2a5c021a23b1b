"""Declaring on the page of the meeting, and what each person sees before and after."""

import uuid

import pytest
from django.urls import reverse

from cases.actions import receive_account
from cases.actions.access import deny
from pag import actions
from pag.models import AgendaItem, StoodAside
from tests.pag.pages import CONTENT, declare_url, text_of
from tests.pag.wording import WHY
from ui.dates import today

pytestmark = pytest.mark.django_db


def test_before_declaring_a_member_sees_reference_name_and_place_only(as_, item, case, member, manager):
    receive_account(
        case=case,
        text="My own words.",
        received_on=today(),
        how="letter",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    AgendaItem.objects.filter(pk=item.pk).update(note="A note for the group.")
    page = text_of(as_(member).get(f"/meetings/{item.meeting_id}/"))
    for shown in (case.reference, "Dr Amara Okafor", "Invented Surgery"):
        assert shown in page
    for hidden in (CONTENT, "My own words", "A note for the group", "own account", "Quorum is", WHY):
        assert hidden not in page


@pytest.mark.parametrize("name", ["meeting_item", "decide", "agenda_step_back"])
def test_content_stays_closed_before_declaring(as_, item, chair, name):
    response = as_(chair).get(reverse(name, args=[item.meeting_id, item.pk]))
    assert response.status_code == 403
    assert "Declare on this item" in text_of(response)
    assert CONTENT not in text_of(response)


def test_none_with_any_opens_all_items_in_one_step(as_, item, member, meeting, manager, another_case):
    second = another_case("Second")
    second = actions.put_on_agenda(case=second, meeting=meeting, without_triage=WHY, by=manager)
    client = as_(member)
    for _click in range(2):
        assert client.post(declare_url(meeting), {"none_with_any": "1"}).status_code == 302
    assert CONTENT in text_of(client.get(item.get_absolute_url()))
    assert client.get(second.get_absolute_url()).status_code == 200


def test_one_by_one_each_item_is_answered(as_, item, member, meeting, manager, another_case):
    second = another_case("Second")
    second = actions.put_on_agenda(case=second, meeting=meeting, without_triage=WHY, by=manager).pk
    client, first = as_(member), {f"answer_{item.pk}": "none"}
    response = client.post(declare_url(meeting), first)
    assert response.status_code == 422
    assert "conflict of interest with item 2" in text_of(response)
    response = client.post(declare_url(meeting), first | {f"answer_{second}": "yes"})
    assert "Say what the connection with item 2" in text_of(response)
    assert not item.declarations.exists()
    client.post(declare_url(meeting), first | {f"answer_{second}": "yes", f"yes_{second}": "My cousin."})
    assert item.declarations.get().answer == "none"


def test_a_single_case_is_declared_on_as_one(as_, item, member, meeting):
    page = text_of(as_(member).get(meeting.get_absolute_url()))
    assert "I have no conflict with this case" in page and "any of these" not in page


def test_yes_and_none_with_any_contradict_each_other(as_, item, member, meeting):
    response = as_(member).post(
        declare_url(meeting),
        {f"answer_{item.pk}": "yes", f"yes_{item.pk}": "My cousin.", "none_with_any": "1"},
    )
    assert response.status_code == 422
    assert "My cousin." in text_of(response)
    assert not item.declarations.exists()


def test_a_recused_item_is_gone_for_that_person(as_, item, member, meeting, manager, another_case, case):
    second = another_case("Second")
    second = actions.put_on_agenda(case=second, meeting=meeting, without_triage=WHY, by=manager)
    client, key = as_(member), item.pk
    client.post(
        declare_url(meeting),
        {f"answer_{key}": "unsure", f"unsure_{key}": "A friend?", f"answer_{second.pk}": "none"},
    )
    page = text_of(client.get(f"/meetings/{meeting.pk}/"))
    for gone in (case.reference, "Okafor", CONTENT):
        assert gone not in page
    assert "Second" in page
    assert "Item 1: you stand aside from this." in page
    assert "A friend?" not in page
    for name in ("meeting_item", "decide", "agenda_take_off", "agenda_step_back"):
        assert client.get(reverse(name, args=[meeting.pk, key])).status_code == 404
    assert client.get(reverse("case_group", args=[case.reference])).status_code == 404
    assert case.reference not in text_of(client.get("/cases/"))
    assert "1 case" in text_of(client.get("/meetings/"))


def test_who_is_kept_out_by_somebody_else_is_told_of_no_item(as_, item, member, meeting, manager, case):
    deny(case=case, person=member, reason="excluded", source="test", by=manager)
    page = text_of(as_(member).get(f"/meetings/{meeting.pk}/"))
    for hidden in ("stand aside from", case.reference, "Okafor"):
        assert hidden not in page


def test_an_item_taken_off_keeps_no_place_on_the_agenda(as_, item, member, meeting, manager):
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    actions.take_off_agenda(item=item, reason="Not ready.", by=manager)
    assert "stand aside from" not in text_of(as_(member).get(f"/meetings/{meeting.pk}/"))


def test_stepping_back_later_closes_the_item(as_, item, member, meeting):
    client = as_(member)
    client.post(declare_url(meeting), {"none_with_any": "1"})
    url = reverse("agenda_step_back", args=[meeting.pk, item.pk])
    assert client.post(url, {"statement": ""}).status_code == 422
    assert client.post(url, {"statement": "I know the patient."}).status_code == 302
    assert client.get(item.get_absolute_url()).status_code == 404


def test_the_chair_and_the_manager_see_who_takes_no_part(as_, item, member, chair, manager, meeting):
    actions.declare(item=item, answer="yes", statement="My <b>cousin</b>.", by=member)
    actions.declare(item=item, answer="none", by=chair)
    page = text_of(as_(chair).get(f"/meetings/{meeting.pk}/"))
    assert "Not taking part" in page
    assert "cousin" not in page
    page = text_of(as_(chair).get(f"/standing-aside/{StoodAside.objects.get().pk}/"))
    assert "My &lt;b&gt;cousin&lt;/b&gt;." in page
    page = text_of(as_(manager).get(f"/meetings/{meeting.pk}/"))
    assert "Memberson" in page
    assert "cousin" not in page


def test_other_members_do_not_see_who_takes_no_part(as_, item, member, join, meeting):
    other = join("lay", "Layperson")
    actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
    actions.declare(item=item, answer="none", by=other)
    page = text_of(as_(other).get(f"/meetings/{meeting.pk}/"))
    assert "Not taking part" not in page
    assert "cousin" not in page


def test_the_questions_carry_the_number_that_the_errors_name(as_, item, member, meeting):
    client = as_(member)
    assert f"Item 1. {item.case.reference}: Dr Amara Okafor" in text_of(
        client.get(meeting.get_absolute_url())
    )
    assert "conflict of interest with item 1" in text_of(client.post(declare_url(meeting), {}))


@pytest.mark.parametrize(("who", "reader"), [("member", "chair"), ("chair", "deputy chair")])
def test_each_is_told_who_reads_what_they_declare(as_, item, deputy, meeting, request, who, reader):
    client = as_(request.getfixturevalue(who))
    page = text_of(client.get(meeting.get_absolute_url()))
    assert f"The {reader} reads this. The practitioner does not." in page
    assert f"the {reader} is told" in page
    client.post(declare_url(meeting), {"none_with_any": "1"})
    page = text_of(client.get(reverse("agenda_step_back", args=[meeting.pk, item.pk])))
    assert f"The {reader} reads this." in page
    assert f"the {reader} decides" in page


def test_without_a_deputy_the_chairs_words_go_to_the_case_manager(as_, item, chair, meeting):
    page = text_of(as_(chair).get(meeting.get_absolute_url()))
    assert "The case manager reads this." in page


def test_where_the_case_is_closed_to_the_chair_the_deputy_reads_it(as_, item, chair, deputy, member, meeting):
    actions.declare(item=item, answer="yes", statement="A friend.", by=chair)
    assert "The deputy chair reads this." in text_of(as_(member).get(meeting.get_absolute_url()))
