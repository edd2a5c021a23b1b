"""The pages of the room: what they show to whom, how screens follow, and a fixed number of queries."""

import pytest
from django.urls import reverse

from pag import actions
from pag.models import Attendance, Meeting, Turn
from pag.room import actions as room
from tests.factories import make_case
from tests.pag.pages import text_of
from tests.pag.wording import WHY

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


def address(name, sitting, *keys):
    return reverse(name, args=[sitting.meeting.pk, *keys])


def test_one_click_notes_that_somebody_is_here_with_and_without_scripts(as_, sitting):
    client = as_(sitting.people["chair"])
    page = text_of(client.get(address("meeting_room", sitting)))
    assert "In the room: 0 of 5" in page
    assert "Quorum: no." in page
    seat = address("meeting_room_member", sitting, sitting.seat("lay").pk)
    assert client.post(seat, {"now": "here"}).url == address("meeting_room", sitting)
    piece = text_of(
        client.post(address("meeting_room_member", sitting, sitting.seat("peer").pk), {"now": "here"}, **HTMX)
    )
    assert piece.startswith('<div class="app-room"')
    assert "In the room: 2 of 5" in piece
    piece = text_of(
        client.post(
            address("meeting_room_member", sitting, sitting.seat("deputy").pk), {"now": "left"}, **HTMX
        )
    )
    assert "has not been noted as here" in piece
    assert client.post(seat, {"now": "dancing"}).status_code == 404
    response = client.post(seat, {"what": "left", "at": "half past"})
    assert response.status_code == 422
    assert "must be like 14:20" in text_of(response)
    assert client.post(seat, {"what": "left", "at": "00:00"}).status_code == 422
    assert Attendance.objects.filter(left_at__isnull=True).count() == 2


def test_after_the_meeting_noting_who_was_there_is_folded_away(as_, present):
    client = as_(present.people["chair"])
    page = address("meeting_room", present)
    assert "Note who was there" not in text_of(client.get(page))
    actions.move_meeting(meeting=present.meeting, to="in_progress", by=present.people["manager"])
    actions.end_meeting(meeting=present.meeting, by=present.people["manager"])
    before, folded = text_of(client.get(page)).split("Note who was there")
    assert "press-seat-" in folded
    assert "Here since" not in before
    assert "to the end" in before
    assert "press-seat-" not in before
    assert "</details>" in folded.split("press-seat-")[-1]
    assert '<details class="nhsuk-details">' in before[-200:]
    # It stays open to whoever notes one after the other.
    seat = address("meeting_room_member", present, present.seat("lay").pk)
    assert '<details class="nhsuk-details" open>' in text_of(client.post(seat, {"now": "left"}, **HTMX))
    assert "Note who was there" not in text_of(as_(present.people["member"]).get(page))
    Meeting.objects.update(stage="approved")
    assert "Note who was there" not in text_of(client.get(page))


def test_a_screen_is_told_nothing_changed_until_something_did(as_, present):
    client = as_(present.people["member"])
    now = address("meeting_room_now", present)
    assert client.get(now).url == address("meeting_room", present)
    stamp = present.seen_by("member").stamp
    assert client.get(now, {"seen": stamp}, **HTMX).status_code == 204
    present.take_up(present.item)
    response = client.get(now, {"seen": stamp}, **HTMX)
    assert response.status_code == 200
    assert "Item 1 is before the group." in text_of(response)
    stamp = present.seen_by("member").stamp
    actions.declare(item=present.item, answer="yes", statement="My niece.", by=present.people["lay"])
    assert "1 member stands aside" in text_of(client.get(now, {"seen": stamp}, **HTMX))


def test_the_item_is_gone_from_the_screen_of_whoever_stands_aside(as_, present):
    present.take_up(present.item)
    client = as_(present.people["lay"])
    now, case = address("meeting_room_now", present), present.item.case
    assert case.practitioner.name in text_of(client.get(now, **HTMX))
    # From the page on which the meeting goes on there is a way to step back, for whoever sits in the group.
    way = reverse("agenda_step_back", args=[present.meeting.pk, present.item.pk])
    assert text_of(client.get(now, **HTMX)).count(way) == 1
    assert way not in text_of(as_(present.people["manager"]).get(now, **HTMX))
    client = as_(present.people["lay"])
    actions.declare(item=present.item, answer="yes", statement="My niece.", by=present.people["lay"])
    actions.declare(item=present.second, answer="yes", statement="My niece.", by=present.people["lay"])
    for each in ("meeting_room", "meeting_room_now", "meeting_screen", "meeting_screen_now"):
        words = text_of(client.get(address(each, present), follow=True, **HTMX))
        assert "Item 1" in words
        assert "Step back" not in words
        for never in (
            case.reference,
            case.practitioner.name,
            "Memberson" if "screen" in each else case.reference,
        ):
            assert never not in words


def test_a_screen_that_may_no_longer_follow_asks_for_the_whole_page_again(as_, present, member):
    from accounts.models import Membership

    client = as_(member)
    Membership.objects.filter(person=member).delete()
    response = client.get(address("meeting_room_now", present), **HTMX)
    assert (response.status_code, response["HX-Refresh"]) == (404, "true")
    assert client.get(address("meeting_room_now", present)).status_code == 404


def test_the_shared_screen_shows_the_reference_and_no_name(as_, present):
    client = as_(present.people["manager"])
    page = address("meeting_screen", present)
    assert "Between items" in text_of(client.get(page))
    present.take_up(present.item)
    present.go("lay")
    shown = text_of(client.get(page))
    for words in ("Item 1", present.item.case.reference, "Quorum: no.", "Missing: "):
        assert words in shown
    for person in present.people.values():
        if person != present.people["manager"]:
            assert person.last_name not in shown
    assert present.item.case.practitioner.last_name not in shown
    assert present.second.case.reference not in shown


def test_moving_on_and_handing_over_by_button(as_, present):
    client = as_(present.people["chair"])
    move = address("meeting_room_current", present)
    client.post(move, {"entry": f"item-{present.item.pk}", "turn": "0"})
    assert Turn.objects.get().item == present.item
    response = client.post(move, {"entry": f"item-{present.second.pk}", "turn": "0"}, follow=True)
    assert "Somebody else has moved the meeting to item 1" in text_of(response)
    assert client.post(move, {"entry": "item-999"}).status_code == 404
    assert client.post(move, {"entry": "moon"}).status_code == 404
    client.post(address("meeting_room_chair", present, present.seat("deputy").pk))
    assert f"<strong>{present.people['deputy'].name}</strong>" in text_of(
        client.get(address("meeting_room", present))
    )


@pytest.mark.parametrize("name", ["meeting_room", "meeting_room_now", "meeting_screen", "meeting_screen_now"])
def test_a_fixed_number_of_queries(
    as_, present, name, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_(present.people["chair"])
    present.take_up(present.item)
    client.get(address(name, present), **HTMX)
    with django_assert_max_num_queries(26) as first:
        client.get(address(name, present), **HTMX)
    for _more in range(2):
        item = actions.put_on_agenda(
            case=make_case(by=present.people["manager"]),
            meeting=present.meeting,
            without_triage=WHY,
            by=present.people["manager"],
        )
        for each in ("chair", "lay"):
            actions.declare(item=item, answer="none", by=present.people[each])
    present.go("lay")
    present.come("deputy", "lay")
    with django_assert_num_queries(len(first)):
        client.get(address(name, present), **HTMX)


def test_a_meeting_that_has_not_come_takes_no_notes(as_, plan, chair, manager):
    meeting = plan(days=3)
    client = as_(chair)
    page = text_of(client.get(reverse("meeting_room", args=[meeting.pk])))
    assert "Who is here can be noted from then on" in page
    assert "hx-get" not in page
    with pytest.raises(Exception, match="can be recorded from that day"):
        room.arrive(meeting=meeting, member=meeting.group.members.get(person=chair), by=chair)
