"""Planning meetings, putting cases on agendas."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from cases.actions import withdraw
from cases.models import Case
from cases.policies import owed_before_closing
from cases.search import cases_found
from cases.stages import Stage
from pag import actions
from pag.models import AgendaItem, Meeting
from pag.transitions import MOVES, MeetingStage, can_move
from tests.factories import make_case, make_organisation, make_person
from tests.pag.wording import WHY
from ui.dates import LONDON, today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db

ALLOWED = {
    ("planned", "papers_out"),
    ("planned", "in_progress"),
    ("papers_out", "in_progress"),
    ("in_progress", "minutes_drafted"),
    ("minutes_drafted", "approved"),
    ("approved", "closed"),
}


@pytest.mark.parametrize("start", MeetingStage.values)
@pytest.mark.parametrize("end", MeetingStage.values)
def test_meetings_move_as_the_table_says_and_no_other_way(start, end, meeting, manager):
    assert can_move(start, end) == ((start, end) in ALLOWED)
    Meeting.objects.filter(pk=meeting.pk).update(stage=start)
    if (start, end) in ALLOWED or start == end:
        moved = actions.move_meeting(meeting=meeting, to=MeetingStage(end), by=manager)
        assert moved.stage == end
    else:
        with pytest.raises(Refusal, match="cannot go to"):
            actions.move_meeting(meeting=meeting, to=MeetingStage(end), by=manager)


def test_every_stage_of_a_meeting_has_its_moves():
    assert set(MOVES) == set(MeetingStage)


def test_a_member_does_not_move_a_meeting(meeting, chair):
    with pytest.raises(NotAllowed):
        actions.move_meeting(meeting=meeting, to=MeetingStage.PAPERS_OUT, by=chair)


def test_a_second_click_plans_one_meeting(group, manager):
    facts = {"starts_at": dt.datetime(2026, 3, 3, 14, tzinfo=LONDON), "submission_key": uuid.uuid4()}
    first = actions.plan_meeting(group=group, place="Room 1", by=manager, **facts)
    assert actions.plan_meeting(group=group, place="Room 1", by=manager, **facts) == first
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"place": ""}, "Say where"), ({"papers_due": today() + dt.timedelta(days=9)}, "after the meeting")],
)
def test_a_meeting_is_somewhere_and_its_papers_come_before(plan, wrong, sentence):
    with pytest.raises(Refusal, match=sentence):
        plan(**wrong)


def test_planning_needs_the_permission_in_the_groups_organisation(group):
    stranger = make_person("case_manager", organisation=make_organisation())
    with pytest.raises(NotAllowed):
        actions.plan_meeting(
            group=group,
            starts_at=dt.datetime(2026, 3, 3, 14, tzinfo=LONDON),
            place="Room 1",
            by=stranger,
            submission_key=uuid.uuid4(),
        )


def test_a_meeting_in_summer_is_on_londons_day(group, manager):
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    meeting = actions.plan_meeting(
        group=group, starts_at=late, place="Room 1", by=manager, submission_key=uuid.uuid4()
    )
    assert meeting.day == dt.date(2026, 7, 1)


def test_putting_a_case_on_an_agenda_moves_it_to_the_group(item, case, meeting):
    case.refresh_from_db()
    assert case.stage == Stage.WITH_GROUP
    assert case.first_with_group_on == today()
    assert case.summary.next_due == meeting.day
    assert item.position == 1


def test_a_case_without_triage_needs_a_reason(case, meeting, manager):
    with pytest.raises(Refusal, match="no submitted triage"):
        actions.put_on_agenda(case=case, meeting=meeting, by=manager)
    case.refresh_from_db()
    assert case.stage == Stage.RECEIVED


def test_a_case_with_triage_needs_none(case, meeting, manager, monkeypatch):
    monkeypatch.setattr("pag.actions.agenda.is_triaged", lambda _case: True)
    item = actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    assert item.without_triage == ""


def test_a_second_click_puts_it_on_once(item, case, meeting, manager):
    assert actions.put_on_agenda(case=case, meeting=meeting, by=manager) == item
    assert AgendaItem.objects.count() == 1


def test_a_case_waits_on_one_agenda_of_a_group(item, case, plan, manager):
    with pytest.raises(Refusal, match="already"):
        actions.put_on_agenda(case=case, meeting=plan(7), without_triage=WHY, by=manager)


def test_positions_are_given_in_order_and_again_after_the_last_is_taken_off(
    item, meeting, manager, another_case
):
    second = actions.put_on_agenda(
        case=another_case("Second"), meeting=meeting, without_triage=WHY, by=manager
    )
    assert second.position == 2
    actions.take_off_agenda(item=second, reason="Not ready.", by=manager)
    third = actions.put_on_agenda(case=another_case("Third"), meeting=meeting, without_triage=WHY, by=manager)
    assert third.position == 2


def test_a_case_taken_off_can_go_to_another_meeting(item, case, manager, plan):
    actions.take_off_agenda(item=item, reason="Not ready.", by=manager)
    again = actions.put_on_agenda(case=case, meeting=plan(7), without_triage=WHY, by=manager)
    assert again.waits


def test_taking_off_says_why(item, manager):
    with pytest.raises(Refusal, match="why"):
        actions.take_off_agenda(item=item, reason="", by=manager)


def test_taking_off_twice_is_once(item, manager):
    first = actions.take_off_agenda(item=item, reason="Not ready.", by=manager)
    again = actions.take_off_agenda(item=item, reason="Another reason.", by=manager)
    assert again.taken_off_reason == first.taken_off_reason


@pytest.mark.parametrize("stage", ["minutes_drafted", "approved", "closed"])
def test_a_meeting_that_is_over_takes_no_more_cases(case, meeting, manager, stage):
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
    with pytest.raises(Refusal, match="is over"):
        actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)


def test_a_withdrawn_case_is_opened_again_first(case, meeting, manager):
    withdraw(case=case, reason="Recorded by mistake.", by=manager, submission_key=uuid.uuid4())
    with pytest.raises(Refusal, match="Open it again"):
        actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)


def test_another_organisations_case_goes_to_no_meeting_here(meeting):
    elsewhere = make_organisation()
    stranger = make_person("case_manager", organisation=elsewhere)
    with pytest.raises(Refusal, match="another organisation"):
        actions.put_on_agenda(
            case=make_case(by=stranger, organisation=elsewhere),
            meeting=meeting,
            without_triage=WHY,
            by=stranger,
        )


def test_only_who_runs_meetings_puts_cases_on(case, meeting, chair):
    with pytest.raises(NotAllowed):
        actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=chair)


def test_a_case_that_is_closed_to_the_manager_is_not_put_on_by_them(case, meeting, organisation):
    other = make_person("case_manager", organisation=organisation)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    with pytest.raises(NotAllowed):
        actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=other)


def test_the_note_can_be_searched_for(case, meeting, manager):
    actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, note="Ask about rotas", by=manager)
    assert case.pk in cases_found(manager, "rotas")


def test_a_waiting_item_keeps_its_case_from_closing(item, case):
    assert any("on the agenda" in owed.sentence for owed in owed_before_closing(case))


@pytest.mark.parametrize(
    ("days", "stage", "labels"),
    [
        (5, "with_group", ["Look at the item"]),
        (-1, "with_group", ["Record what the group decided"]),
        (5, "outcome", ["Look at the item", "Take it off the agenda"]),
        (-1, "outcome", ["Record what the group decided", "Take it off the agenda"]),
    ],
)
def test_what_is_said_at_closing_leads_to_where_it_is_settled(
    client, case, plan, manager, days, stage, labels
):
    actions.put_on_agenda(case=case, meeting=plan(days), without_triage=WHY, by=manager)
    case.refresh_from_db()
    case.stage = stage
    (owed,) = [each for each in owed_before_closing(case) if "on the agenda" in each.sentence]
    assert [way.label for way in owed.ways] == labels
    client.force_login(manager)
    for way in owed.ways:
        assert client.get(way.url).status_code == 200


def test_a_live_item_stands_once_in_a_meeting_by_the_database(item, manager):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.create(meeting=item.meeting, case=item.case, position=9, put_by=manager)


def test_two_items_never_share_a_place_by_the_database(item, manager, another_case):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.create(meeting=item.meeting, case=another_case("B"), position=1, put_by=manager)


def test_taken_off_is_all_or_nothing_by_the_database(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(state="taken_off")
