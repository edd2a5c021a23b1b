"""What the group needs of whom, in kind sentences."""

import datetime as dt
import uuid

import pytest

from cases.actions import restrict
from pag import actions
from pag.actions import NewAction
from pag.following.actions import complete_action
from pag.work import work_for
from tests.factories import make_person
from tests.pag.wording import WHY
from ui.dates import day, today

pytestmark = pytest.mark.django_db


def sentences(person):
    return [item.sentence for item in work_for(person)]


@pytest.fixture
def put(manager, another_case):
    """Return a function that puts a new case about somebody on a meeting's agenda."""

    def puts(meeting, name="Adair"):
        return actions.put_on_agenda(case=another_case(name), meeting=meeting, without_triage=WHY, by=manager)

    return puts


def test_members_declare_and_then_read_one_line_a_meeting(plan, put, member):
    meeting = plan(5, papers_due=today() + dt.timedelta(days=2))
    first, _second = put(meeting), put(meeting, "Brown")
    (work,) = work_for(member)
    assert work.sentence == f"Declare on 2 cases before the meeting on {day(meeting.day)}"
    assert (work.url, work.due) == (f"/meetings/{meeting.pk}/", meeting.papers_due)
    actions.declare(item=first, answer="none", by=member)
    assert sentences(member) == [
        f"Declare on 1 case before the meeting on {day(meeting.day)}",
        f"Read 1 case for the meeting on {day(meeting.day)}",
    ]


def test_a_recused_member_has_nothing_to_do_with_it(plan, put, member):
    actions.declare(item=put(plan(5)), answer="yes", statement="A friend.", by=member)
    assert work_for(member) == []


def test_after_the_meeting_nobody_but_the_chair_is_asked_to_declare(plan, put, member, chair):
    meeting = plan(-1)
    put(meeting)
    assert work_for(member) == []
    assert sentences(chair) == [f"Declare on 1 case of the meeting on {day(meeting.day)}"]


def test_chair_and_manager_record_once_the_group_has_met(plan, put, chair, manager):
    item = put(plan(-7))
    actions.declare(item=item, answer="none", by=chair)
    expected = ["Record what was decided about Dr Amara Adair: the group met 5 working days ago"]
    assert sentences(chair) == expected
    assert sentences(manager) == expected
    assert work_for(manager)[0].url == f"/meetings/{item.meeting_id}/items/{item.pk}/decision/"


def test_another_manager_is_not_asked_to_record(plan, put, organisation, chair):
    put(plan(-7))
    assert work_for(make_person("case_manager", organisation=organisation)) == []


def test_nothing_to_record_before_the_day(plan, put, manager, chair):
    put(plan(1))
    assert work_for(manager) == []


def test_on_the_day_it_says_so(item, manager):
    assert sentences(manager) == ["Record what was decided about Dr Amara Okafor: the group meets today"]


def test_an_owner_has_their_open_actions(item, record, member, case):
    actions.declare(item=item, answer="none", by=member)
    long = "Ask the practice for the rota " * 8
    action = record("advice", actions=[NewAction(what=long, due_on=today(), owner=member)]).actions.get()
    (work,) = work_for(member)
    assert work.sentence.startswith(f"You were named for this on {day(today())}: Ask the practice")
    assert work.sentence.endswith("… (Dr Amara Okafor)")
    assert work.url == f"/actions/{action.pk}/"
    assert work.due == today()
    complete_action(action=action, evidence="Seen.", by=member)
    assert work_for(member) == []


def test_an_action_vanishes_with_the_case(item, record, member, case):
    actions.declare(item=item, answer="none", by=member)
    record("advice", actions=[NewAction(what="Do it", due_on=today(), owner=member)])
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    assert work_for(member) == []


def test_a_triaged_case_wants_an_agenda(case, manager, monkeypatch):
    from cases.actions import move
    from cases.stages import Stage

    move(case=case, to=Stage.TRIAGE, by=manager)
    assert work_for(manager) == []

    class Submitted:
        submitted_at = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)

    monkeypatch.setattr("pag.work.submitted_reviews", lambda _cases: {case.pk: Submitted()})
    assert sentences(manager) == ["Put Dr Amara Okafor on an agenda: the triage is submitted"]


def test_an_adjourned_case_wants_its_next_agenda(item, record, manager, case, plan):
    until = record("adjourn").adjourned_until
    (work,) = work_for(manager)
    assert work.sentence == f"Put Dr Amara Okafor on an agenda again: the group adjourned until {day(until)}"
    assert work.due == until
    actions.put_on_agenda(case=case, meeting=plan(28), without_triage=WHY, by=manager)
    assert work_for(manager) == []


def test_a_restricted_case_is_nobody_elses_work(plan, put, manager, organisation, chair):
    item = put(plan(-7))
    officer = make_person("responsible_officer", organisation=organisation)
    restrict(case=item.case, people=[], by=officer)
    assert sentences(manager) != []
    assert work_for(officer) == []


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_takes_the_same_queries(
    number, plan, put, chair, manager, decision, django_assert_num_queries
):
    for count in range(number):
        put(plan(count + 1), f"Soon{count}")
        past = put(plan(-count - 1), f"Past{count}")
        decided = put(plan(-count - 1), f"Decided{count}")
        actions.declare(item=past, answer="none", by=chair)
        actions.declare(item=decided, answer="none", by=chair)
        actions.record_decision(
            item=decided,
            decision=decision("adjourn"),
            actions=[NewAction(what="Do it", due_on=today(), owner=chair)],
            by=manager,
            submission_key=uuid.uuid4(),
        )
    for person, queries in ((chair, 11), (manager, 22)):
        fresh = type(person).objects.get(pk=person.pk)
        with django_assert_num_queries(queries):
            assert work_for(fresh)


def test_a_chair_who_stands_aside_learns_of_it_by_nothing_at_all(plan, put, chair, deputy, member):
    item = put(plan(5))
    for person in (chair, member):
        actions.declare(item=item, answer="yes", statement="A friend.", by=person)
    assert work_for(chair) == []
    lines = [each for each in work_for(deputy) if "declared a connection on item 1" in each.sentence]
    assert [each.reference for each in lines] == [item.case.reference] * 2
