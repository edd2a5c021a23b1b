"""In the meeting: who comes and goes, the light of each item, moving on, and handing over."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Event
from pag import actions
from pag.agenda.actions import add_other
from pag.models import Attendance, Handover, Meeting, OtherItem, QuorumRule, Turn
from pag.room import actions as room
from pag.room.attending import proposed
from pag.room.screen import screen_of
from pag.sitting import sitting_of
from ui.dates import clock
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


def test_the_light_says_who_is_missing_and_where_they_are(sitting):
    assert not sitting.light().met
    assert "have not arrived" in sitting.light().why
    sitting.come("chair", "member", "peer", "lay")
    assert sitting.light().met
    assert sitting.light().said == "4 voting members are here for it."
    sitting.go("lay")
    left = Attendance.objects.get(left_at__isnull=False)
    light = sitting.light()
    assert light.label == "Quorum: no"
    assert light.said == "Missing: 1 more voting member and a lay member."
    name = sitting.people["lay"].name
    assert f"{name} left at {clock(left.left_at)}." in light.why
    # The deputy would bring the number, though not the lay member.
    assert f"{sitting.people['deputy'].name} has not arrived." in light.why
    sitting.come("lay")
    assert sitting.light().met


def test_somebody_who_stands_aside_counts_no_more_and_is_named_to_those_who_preside_alone(present):
    lay = present.people["lay"]
    actions.declare(item=present.item, answer="yes", statement="My niece.", by=lay)
    shown = present.shown("member")
    assert not shown.light.met
    assert shown.standing_aside == 1
    assert lay.name not in f"{shown.light}{shown.who_aside}"
    assert present.shown("chair").who_aside == (lay.name,)
    assert present.shown("member", 2).light.met
    theirs = present.seen_by("lay").items[0]
    assert (theirs.number, theirs.aside, theirs.reference, theirs.name) == (1, True, "", "")


def test_who_stands_aside_cannot_be_worked_out_from_who_is_missing(sitting):
    lay, member = sitting.people["lay"], sitting.people["member"]
    assert lay.name in sitting.light("member").why
    actions.declare(item=sitting.item, answer="yes", statement="My niece.", by=lay)
    seen = sitting.shown("member")
    assert (seen.standing_aside, seen.light.why) == (1, "")
    assert "lay" not in seen.light.said and seen.light.met is False
    # From the second nobody stands aside: all who are missing are named, and nobody is by being left out.
    assert lay.name in sitting.shown("member", 2).light.why
    chair = sitting.light("chair")
    assert member.name in chair.why and "a lay member" in chair.said
    # What the chair shares is read by everybody.
    sitting.take_up(sitting.item)
    assert "lay" not in screen_of(sitting.meeting, sitting.people["chair"]).light.said


def test_who_is_there_without_a_vote_is_said_whatever_the_light(present, monkeypatch):
    lay, peer = present.people["lay"], present.people["peer"]
    excluded = {present.item.pk: {lay.pk: "triage", peer.pk: "investigator"}, present.second.pk: {}}
    monkeypatch.setattr("pag.sitting.no_votes", lambda *_given: excluded)
    present.go("peer")
    said = f"{lay.name} triaged the case: may be there, does not vote and is not counted."
    assert present.light().without_vote == (said,)
    assert not present.shown("chair", 2).light.without_vote
    excluded[present.second.pk] = {present.people["manager"].pk: "triage", lay.pk: "investigator"}
    QuorumRule.objects.create(
        group=present.meeting.group, version=9, effective_from=present.meeting.day, voting_minimum=1,
        needed=[], source="Ours.",
    )  # fmt: skip
    second = present.shown("chair", 2).light
    assert second.met and lay.name in second.without_vote[0]
    # The shared screen names nobody.
    present.take_up(present.second)
    assert lay.name not in str(screen_of(present.meeting, present.people["chair"]))


def test_who_has_not_declared_does_not_count_and_the_light_says_so(present, join):
    present.go("lay")
    other = join("lay", "Undeclared")
    present.people["other"] = other
    present.come("other")
    assert f"{other.name} has not declared on it yet." in present.light().why


def test_who_comes_back_and_what_was_a_mistake(sitting):
    chair = sitting.people["chair"]
    given = {"meeting": sitting.meeting, "member": sitting.seat("lay"), "by": chair}
    with pytest.raises(Refusal, match="has not been noted as here"):
        room.leave(**given)
    assert room.arrive(**given) == room.arrive(**given)
    room.leave(**given)
    with pytest.raises(Refusal, match="only come back after"):
        room.arrive(**given, at=dt.time(0, 0))
    assert room.leave(**given, at=timezone.localtime().time()).left_at <= timezone.now()
    room.take_back(**given)
    assert Attendance.objects.get().left_at is None
    # A time puts right when they came: the row stays one.
    assert clock(room.arrive(**given, at=dt.time(0, 0)).arrived_at) == "00:00"
    assert Attendance.objects.count() == 1
    room.take_back(**given)
    room.apologise(**given)
    assert next(seat for seat in sitting.seen_by("chair").seats if seat.pk == given["member"].pk).said == (
        "Sent apologies"
    )
    room.take_back(**given)
    assert not Attendance.objects.exists()
    assert Event.objects.filter(kind="room.taken_back").count() == 3
    with pytest.raises(Refusal, match="still to come"):
        room.arrive(**given, at=(timezone.localtime() + dt.timedelta(minutes=2)).time())


def test_the_database_keeps_one_place_a_member_and_one_item_at_a_time(present):
    row = Attendance.objects.get(member=present.seat("lay"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            meeting=row.meeting, member=row.member, arrived_at=timezone.now(), recorded_by=row.recorded_by
        )
    present.take_up(present.item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(meeting=row.meeting, item=present.second, began_by=row.recorded_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.update(item=None)


def test_only_who_presides_or_runs_meetings_notes_and_moves_on(present):
    given = {"meeting": present.meeting, "by": present.people["member"]}
    for verb in (room.arrive, room.leave, room.apologise, room.take_back):
        with pytest.raises(NotAllowed):
            verb(member=present.seat("lay"), **given)
    with pytest.raises(NotAllowed):
        room.take_up(entry=present.item, turn=0, **given)
    with pytest.raises(NotAllowed):
        room.hand_over(to=present.seat("deputy"), **given)
    assert not present.seen_by("member").may_note
    present.take_up(present.item, by="manager")
    assert Meeting.objects.get().stage == "in_progress"


def test_the_meeting_moves_on_once_and_nobody_skips_an_item_by_a_second_click(present):
    chair = present.people["chair"]
    first = room.take_up(meeting=present.meeting, entry=present.item, turn=0, by=chair)
    assert room.take_up(meeting=present.meeting, entry=present.item, turn=0, by=chair) == first
    with pytest.raises(Stale, match="to item 1"):
        room.take_up(meeting=present.meeting, entry=present.second, turn=0, by=chair)
    assert present.seen_by("chair").next.pk == present.second.pk
    present.take_up(None)
    assert present.seen_by("chair").current is None
    assert present.seen_by("chair").next.pk == present.second.pk
    actions.take_off_agenda(item=present.second, reason="Withdrawn.", by=present.people["manager"])
    present.second.refresh_from_db()
    with pytest.raises(Refusal):
        present.take_up(present.second)


def test_an_other_item_has_the_number_after_the_cases_and_hides_none(present):
    chair, lay = present.people["chair"], present.people["lay"]
    given = {"meeting": present.meeting, "words": "", "by": chair}
    other = add_other(title="Dates", submission_key=uuid.uuid4(), **given)
    actions.declare(item=present.item, answer="yes", statement="A niece.", by=lay)
    present.take_up(present.item)
    seen = present.seen_by("chair")
    assert [(each.number, each.title or each.pk, each.current) for each in seen.items] == [
        (1, present.item.pk, True),
        (2, present.second.pk, False),
        (3, "Dates", False),
    ]
    assert seen.items[0].may_record and seen.items[0].light
    assert [(each.number, each.aside) for each in present.seen_by("lay").items][:2] == [(1, True), (2, False)]
    present.take_up(other)
    assert screen_of(present.meeting, chair).number == present.seen_by("lay").current.number == 3
    with pytest.raises(Stale, match="to item 3"):
        room.take_up(meeting=present.meeting, entry=present.second, turn=0, by=chair)
    # With the last case gone from the agenda it follows the one that is left.
    actions.take_off_agenda(item=present.second, reason="Withdrawn.", by=present.people["manager"])
    assert present.shown("chair", 2).title == "Dates"
    assert OtherItem.objects.get().number == 2


def test_the_deputy_takes_over_and_the_chair_no_longer_moves_the_meeting_on(present):
    assert present.seen_by("chair").chair.name == present.people["chair"].name
    present.come("deputy")
    given = {"meeting": present.meeting, "to": present.seat("deputy"), "by": present.people["chair"]}
    assert room.hand_over(**given) == room.hand_over(**given)
    assert Handover.objects.count() == 1
    seen = present.seen_by("deputy")
    assert seen.chair.name == present.people["deputy"].name
    assert seen.chair.since
    assert seen.may_move_on
    assert not present.seen_by("chair").may_move_on
    with pytest.raises(Refusal, match="take over from them first"):
        present.take_up(present.item)
    present.take_up(present.item, by="deputy")
    with pytest.raises(Refusal, match="neither chair nor deputy"):
        room.hand_over(meeting=present.meeting, to=present.seat("lay"), by=present.people["deputy"])
    room.hand_over(meeting=present.meeting, to=present.seat("chair"), by=present.people["chair"])
    present.take_up(present.second)


def test_the_chair_stands_aside_and_the_deputy_has_what_the_chair_had(present):
    chair, deputy = present.people["chair"], present.people["deputy"]
    actions.declare(item=present.item, answer="yes", statement="A friend.", by=chair)
    assert present.seen_by("chair").next.aside
    with pytest.raises(NotAllowed):
        present.take_up(present.item)
    room.hand_over(meeting=present.meeting, to=present.seat("deputy"), by=chair)
    present.take_up(present.item, by="deputy")
    shown = present.seen_by("deputy")
    assert shown.current.may_record
    assert shown.current.who_aside == (chair.name,)
    assert present.seen_by("chair").current.name == ""
    assert screen_of(present.meeting, chair).said == "Item 1 is being considered"
    assert screen_of(present.meeting, deputy).heading == present.item.case.reference


def test_the_record_proposes_who_was_in_the_room_at_the_end_of_the_item(present, manager):
    assert proposed(present.second, sitting_of(present.second)).words
    present.take_up(present.item)
    present.go("lay")
    present.take_up(present.second)
    present.come("deputy")
    now = {member.person for member in proposed(present.second, sitting_of(present.second)).members}
    assert now == {present.people[name] for name in ("chair", "member", "peer", "deputy")}
    then = proposed(present.item, sitting_of(present.item))
    assert {member.person for member in then.members} == now - {present.people["deputy"]}
    assert f"{present.people['lay'].name} left at" in then.words


def test_a_member_removed_in_the_middle_stays_noted_and_counts_no_more(present):
    from accounts.models import Membership

    lay = present.people["lay"]
    Membership.objects.filter(person=lay).update(ended_at=timezone.now(), ends_on=present.meeting.day)
    seen = present.seen_by("chair")
    seat = next(each for each in seen.seats if each.person == lay.pk)
    assert (seat.member, seat.here) == (False, False)
    assert seat.said == "Does not belong to the group any more"
    assert not seen.items[0].light.met


def test_on_a_later_day_a_time_is_asked_for_and_after_approval_nothing_changes(sitting):
    chair = sitting.people["chair"]
    Meeting.objects.update(starts_at=sitting.meeting.starts_at - dt.timedelta(days=1))
    sitting.meeting.refresh_from_db()
    given = {"meeting": sitting.meeting, "member": sitting.seat("lay"), "by": chair}
    assert room.arrive(**given).arrived_at == sitting.meeting.starts_at
    with pytest.raises(Refusal, match="at what time they left"):
        room.leave(**given)
    room.leave(**given, at=dt.time(15, 30))
    with pytest.raises(Refusal, match="is over"):
        sitting.take_up(sitting.item)
    Meeting.objects.update(stage="approved")
    with pytest.raises(Refusal, match="minutes of this meeting are approved"):
        room.arrive(**given)


def test_without_a_rule_the_light_says_so_and_a_cancelled_meeting_takes_no_notes(present, manager):
    QuorumRule.objects.all().delete()
    assert present.light().said.startswith("No quorum rule is in force")
    when = {"cancelled_at": timezone.now(), "cancelled_by": manager, "cancelled_reason": "Snow."}
    Meeting.objects.update(**when)
    assert screen_of(Meeting.objects.get(), manager).said == "The meeting is cancelled"
    assert not present.seen_by("chair").may_note
    with pytest.raises(Refusal, match="is cancelled"):
        present.come("deputy")


def test_ending_the_meeting_ends_the_turn(present, manager):
    present.take_up(present.item)
    actions.end_meeting(meeting=Meeting.objects.get(), by=manager)
    assert Turn.objects.get().ended_at
    assert screen_of(Meeting.objects.get(), manager).said == "The meeting has ended"
