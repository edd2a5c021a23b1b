"""The order of an agenda, and what stands on it beside the cases."""

import threading
import time
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import Case
from pag import actions
from pag.agenda.actions import (
    add_other,
    change_other,
    place_item,
    place_other,
    record_other,
    take_off_other,
)
from pag.models import AgendaItem, Meeting, OtherItem
from pag.packs.papers import changes_between, papers_for, plan_of
from tests.at_once import at_once
from tests.pag.wording import WHY
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(meeting, manager, chair, another_case):
    return [
        actions.put_on_agenda(case=another_case(name), meeting=meeting, without_triage=WHY, by=manager)
        for name in ("One", "Two", "Three")
    ]


@pytest.fixture
def other(meeting, manager):
    """Return a function that puts another item on the agenda."""

    def adds(title="Dates for next year", **fields):
        given = {"meeting": meeting, "words": "", "by": manager, "submission_key": uuid.uuid4(), **fields}
        return add_other(title=title, **given)

    return adds


def order_of(meeting):
    return list(
        meeting.items.live().order_by("position").values_list("case__practitioner__last_name", flat=True)
    )


def version_of(meeting):
    return Meeting.objects.get(pk=meeting.pk).order_version


def test_an_item_is_put_at_another_place_and_papers_say_so(three, meeting, manager, chair):
    for item in three:
        actions.declare(item=item, answer="none", by=chair)
    before = plan_of(papers_for(chair, meeting))
    place_item(item=three[2], place=1, version=0, by=manager)
    assert order_of(meeting) == ["Three", "One", "Two"]
    place_item(item=three[2], place=2, version=1, by=chair)
    assert order_of(meeting) == ["One", "Three", "Two"]
    assert changes_between(before, plan_of(papers_for(chair, meeting))) == [
        "Item 3 is now item 2.",
        "Item 2 is now item 3.",
    ]


def test_who_moves_it_to_where_it_is_changes_nothing(three, meeting, manager):
    place_item(item=three[2], place=9, version=0, by=manager)
    assert (order_of(meeting), version_of(meeting)) == (["One", "Two", "Three"], 0)


def test_papers_follow_a_new_order(three, manager, django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    monkeypatch.setattr("pag.packs.receivers._keep", asked.append)
    place_item(item=three[0], place=3, version=0, by=manager)
    assert asked == [three[0].meeting_id]


def test_an_order_seen_before_somebody_else_changed_it_is_not_changed_again(three, meeting, manager):
    place_item(item=three[2], place=1, version=0, by=manager)
    with pytest.raises(Stale, match="another order in the meantime"):
        place_item(item=three[0], place=1, version=0, by=manager)
    assert order_of(meeting) == ["Three", "One", "Two"]


def test_places_go_round_what_was_taken_off(three, meeting, manager):
    actions.take_off_agenda(item=three[1], reason="Not ready.", by=manager)
    place_item(item=three[2], place=1, version=0, by=manager)
    assert list(meeting.items.live().order_by("position").values_list("position", flat=True)) == [1, 3]
    assert order_of(meeting) == ["Three", "One"]


def test_only_who_runs_or_presides_and_never_after_the_end(three, meeting, manager, member):
    with pytest.raises(NotAllowed, match="chair"):
        place_item(item=three[2], place=1, version=0, by=member)
    actions.move_meeting(meeting=meeting, to="in_progress", by=manager)
    actions.end_meeting(meeting=meeting, by=manager)
    with pytest.raises(Refusal, match="is over"):
        place_item(item=three[2], place=1, version=0, by=manager)


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_order_at_once_change_it_once(three, meeting, manager, chair):
    results = at_once(
        lambda: place_item(item=three[2], place=1, version=0, by=manager),
        lambda: place_item(item=three[0], place=3, version=0, by=chair),
    )
    assert sorted(type(each).__name__ for each in results) == ["AgendaItem", "Stale"]
    assert sorted(AgendaItem.objects.values_list("position", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_whoever_orders_and_whoever_records_do_not_wait_for_each_other(three, meeting, manager):
    holds = threading.Event()

    @transaction.atomic
    def record():
        Case.objects.locked(three[0].case_id)
        AgendaItem.objects.locked(three[0].pk)
        holds.set()
        time.sleep(0.2)
        return Meeting.objects.select_for_update(of=("self",), nowait=True).get(pk=meeting.pk)

    def order():
        holds.wait(10)
        return place_item(item=three[2], place=1, version=0, by=manager)

    assert at_once(record, order)[1].position == 1


def test_other_items_are_ordered_and_move_up_when_one_is_taken_off(other, meeting, manager):
    first, _second, third = (other(title) for title in ("A", "B", "C"))
    place_other(item=third, place=1, version=0, by=manager)
    titles = meeting.other_items.live().values_list("title", flat=True)
    assert list(titles) == ["C", "A", "B"]
    take_off_other(item=first, by=manager)
    assert take_off_other(item=first, by=manager).taken_off_by == manager
    assert list(meeting.other_items.live().values_list("title", "position")) == [("C", 1), ("B", 2)]
    with pytest.raises(Refusal, match="taken off"):
        change_other(item=first, title="A", words="", version=1, by=manager)


def test_two_other_items_never_stand_at_one_place(other):
    first, _second = other("A"), other("B")

    def clash():
        OtherItem.objects.filter(pk=first.pk).update(position=2)
        connection.check_constraints()

    with pytest.raises(IntegrityError, match="position_once"), transaction.atomic():
        clash()


def test_a_second_click_adds_one_and_a_stale_page_overwrites_nothing(other, manager, chair, member):
    key = uuid.uuid4()
    item = other(submission_key=key)
    assert other(submission_key=key) == item
    change_other(item=item, title="Dates", words="", version=1, by=chair)
    with pytest.raises(Stale) as stale:
        change_other(item=item, title="Mine", words="", version=1, by=manager)
    assert stale.value.theirs["title"] == "Dates"
    with pytest.raises(NotAllowed):
        other(by=member)


def test_what_came_of_it_is_written_down_from_the_day_on_until_the_minutes(other, plan, manager):
    early = other(meeting=plan(3))
    with pytest.raises(Refusal, match="from that day on"):
        record_other(item=early, outcome="Agreed.", version=1, by=manager)
    item = other()
    item = record_other(item=item, outcome="Agreed.", version=1, by=manager)
    assert (item.outcome, item.recorded_by) == ("Agreed.", manager)
    Meeting.objects.filter(pk=item.meeting_id).update(stage="approved")
    with pytest.raises(Refusal, match="minutes"):
        record_other(item=item, outcome="Otherwise.", version=2, by=manager)
