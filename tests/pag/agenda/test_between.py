"""Decisions between meetings: asked for, members consulted, decided by who presides, ratified later."""

import datetime as dt
import uuid

import pytest
from django.db import InternalError, transaction

from cases.actions import deny, withdraw
from cases.actions.record import SafetyAnswer, answer_safety
from cases.models import CaseAccess
from cases.policies import step_in_force
from cases.stages import Stage
from letters.checks import checks
from letters.meetings import next_meeting as said_in_letters
from letters.models import Letter
from letters.work import work_for as letters_work
from outbox.models import Message
from pag import actions
from pag.actions.declare import still_to_declare
from pag.agenda.actions import ask_between, ratify, ratify_step, write_consulted
from pag.agenda.ratifying import steps_to_ratify, to_ratify
from pag.models import AgendaItem, Decision, GroupMember, Meeting, Ratification
from pag.permissions import member_of
from pag.work import work_for
from tests.kept import kept
from tests.pag.wording import WHY
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db

URGENT = "Patients are seen tomorrow."


@kept
def asked(case, group, manager, chair, deputy, member, plan, join):
    """A decision between meetings is asked for; one member is to be consulted, another is not."""
    plan(9)
    join("lay", "Layperson")
    return ask_between(
        case=case,
        group=group,
        why=URGENT,
        members=[member_of(group, member)],
        by=manager,
        submission_key=uuid.uuid4(),
    )


@pytest.fixture
def decide(asked, chair, member, decision):
    """Return a function that lets somebody who presides consult and decide."""

    def decides(*kinds, by=chair, instead="", **facts):
        for person in (by, member):
            actions.declare(item=asked, answer="none", by=person)
        how = {each.pk: "phone" for each in asked.consulted.all()}
        write_consulted(item=asked, how=how, by=by, instead=instead)
        return actions.record_decision(
            item=asked, decision=decision(*kinds, **facts), by=by, submission_key=uuid.uuid4()
        )

    return decides


def open_to(case):
    asked = CaseAccess.objects.current().filter(case=case, effect="declare")
    return set(asked.values_list("person__last_name", flat=True))


def test_only_who_presides_and_who_is_to_be_consulted_is_asked(asked, case, plan, group, manager, member):
    assert open_to(case) == {"Chairperson", "Deputy", "Memberson"}
    mails = Message.objects.filter(key__startswith="between-")
    assert len(mails) == 3
    said = "".join(f"{mail.subject}{mail.body}" for mail in mails)
    assert "Okafor" not in said
    assert case.reference not in said
    case.refresh_from_db()
    assert case.stage == Stage.WITH_GROUP
    assert case.summary.next_step == "Wait for the decision between meetings"
    assert asked.urgency.next_meeting.day == today() + dt.timedelta(days=9)
    # No letter says that the group meets on it, and the case can be on the agenda besides.
    assert said_in_letters(case, on=today()).on is None
    later = plan(3)
    item = actions.put_on_agenda(case=case, meeting=later, without_triage=WHY, by=manager)
    assert item.waits
    with pytest.raises(Refusal, match="already"):
        ask_between(case=case, group=group, why="Again", members=[], by=manager, submission_key=uuid.uuid4())
    with pytest.raises(Refusal, match="Nobody meets there"):
        actions.put_on_agenda(case=case, meeting=asked.meeting, without_triage=WHY, by=manager)


def test_a_second_click_asks_once_and_a_member_cannot_ask(asked, case, group, manager, member):
    key = asked.urgency.submission_key
    again = ask_between(case=case, group=group, why="x", members=[], by=manager, submission_key=key)
    assert again == asked
    with pytest.raises(NotAllowed):
        ask_between(case=case, group=group, why="x", members=[], by=member, submission_key=uuid.uuid4())


def test_who_stands_aside_is_neither_asked_nor_consulted(case, group, manager, chair, deputy, member):
    deny(case=case, person=member, reason="excluded", source="test", by=manager)
    given = {"case": case, "group": group, "why": URGENT, "by": manager}
    with pytest.raises(Refusal, match="cannot be consulted"):
        ask_between(members=[member_of(group, member)], submission_key=uuid.uuid4(), **given)
    for person in (chair, deputy):
        deny(case=case, person=person, reason="excluded", source="test", by=manager)
    with pytest.raises(Refusal, match="Nobody presides"):
        ask_between(members=[], submission_key=uuid.uuid4(), **given)


def test_the_chair_consults_then_decides_and_a_letter_and_its_clock_come_of_it(
    asked, case, chair, member, manager, decision
):
    actions.declare(item=asked, answer="none", by=chair)
    given = {"item": asked, "decision": decision("advice"), "submission_key": uuid.uuid4()}
    with pytest.raises(Refusal, match="how Dr Robin Memberson was consulted"):
        actions.record_decision(by=chair, **given)
    (one,) = asked.consulted.all()
    with pytest.raises(Refusal, match="did not declare"):
        write_consulted(item=asked, how={one.pk: "phone"}, by=chair)
    write_consulted(item=asked, how={one.pk: "not_reached"}, by=chair)
    with pytest.raises(NotAllowed, match="chair decides"):
        actions.record_decision(by=manager, **given)
    yesterday = asked.meeting.starts_at - dt.timedelta(days=1)
    Meeting.objects.filter(pk=asked.meeting_id).update(starts_at=yesterday)
    written = actions.record_decision(by=chair, **given)
    assert (written.decided_on, written.quorum_rule, written.quorum_missing) == (today(), None, "")
    letter = Letter.objects.get(case=case)
    assert letter.meeting_date == today()
    assert "met on" not in letter.text
    assert f"between its meetings, on {day(today())}" in letter.text
    assert f"when it meets on {day(asked.urgency.next_meeting.day)}" in letter.text
    assert "Memberson" not in letter.text
    assert letter.subject == f"What was decided about your case on {day(today())}: advice or learning"
    assert not any("between meetings" in each.sentence for each in checks(letter, person=chair))
    (owed,) = [each for each in letters_work(manager) if each.reference == case.reference][:1]
    assert "was decided between meetings" in owed.sentence
    # Where its wording says that the group met, nobody approves it.
    letter.text += f" The group met on {day(today())}."
    said = [each for each in checks(letter, person=chair) if "between meetings" in each.sentence]
    assert [each.stops for each in said] == [True]
    assert Meeting.objects.get(pk=asked.meeting_id).ended_at
    case.refresh_from_db()
    assert case.stage == Stage.OUTCOME
    # Now the others are asked too: they ratify it.
    assert "Layperson" in open_to(case)


def test_the_deputy_says_why_unless_the_chair_stands_aside(asked, chair, deputy, member):
    actions.declare(item=asked, answer="none", by=deputy)
    with pytest.raises(Refusal, match="why you decide"):
        write_consulted(item=asked, how={}, by=deputy)
    write_consulted(item=asked, how={}, by=deputy, instead="On leave.")
    assert asked.presided.instead == "On leave."
    actions.declare(item=asked, answer="yes", statement="A friend.", by=chair)
    write_consulted(item=asked, how={}, by=deputy)
    assert AgendaItem.objects.get(pk=asked.pk).presided.instead == ""
    actions.declare(item=asked, answer="none", by=member)
    with pytest.raises(NotAllowed):
        write_consulted(item=asked, how={}, by=member)


def test_the_next_meeting_ratifies_once_they_declared(
    decide, asked, chair, join, plan, group, member, manager
):
    written = decide("advice")
    meeting = plan(0)
    lay = GroupMember.objects.get(person__last_name="Layperson").person
    (seen,) = to_ratify(meeting, lay, member_of(group, lay))
    assert (seen.open, seen.to_declare) == (False, True)
    assert still_to_declare(meeting, lay) == [asked]
    with pytest.raises(NotAllowed, match="Declare on this item"):
        ratify(decision=written, meeting=meeting, outcome="agreed", by=lay)
    actions.declare(item=asked, answer="none", by=lay)
    with pytest.raises(NotAllowed, match="chair"):
        ratify(decision=written, meeting=meeting, outcome="agreed", by=lay)
    with pytest.raises(Refusal, match="what the group said"):
        ratify(decision=written, meeting=meeting, outcome="changes", by=chair)
    assert any("ratif" in work.sentence for work in work_for(manager))
    first = ratify(decision=written, meeting=meeting, outcome="agreed", by=chair)
    assert ratify(decision=written, meeting=meeting, outcome="agreed", by=chair) == first
    with pytest.raises(Refusal, match="has recorded already"):
        ratify(decision=written, meeting=meeting, outcome="not_agreed", words="No.", by=manager)
    assert not any("ratif" in work.sentence for work in work_for(manager))
    # The next meeting does not see it again; the one that ratified it keeps it.
    assert to_ratify(plan(2), chair, member_of(group, chair)) == []
    assert [each.ratification for each in to_ratify(meeting, chair, member_of(group, chair))] == [first]


def test_what_is_not_agreed_with_is_on_that_agenda_again(decide, case, chair, plan):
    written = decide("advice")
    meeting = plan(0)
    ratify(decision=written, meeting=meeting, outcome="not_agreed", words="Too little.", by=chair)
    item = meeting.items.get()
    assert (item.case, item.waits) == (case, True)
    assert "Too little." in item.note
    case.refresh_from_db()
    assert case.stage == Stage.WITH_GROUP
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Ratification.objects.update(words="Otherwise.")


def test_not_agreed_after_the_end_asks_for_another_meeting(decide, case, chair, manager, plan):
    written = decide("advice")
    meeting = plan(0)
    actions.move_meeting(meeting=meeting, to="in_progress", by=manager)
    actions.end_meeting(meeting=meeting, by=manager)
    ratify(decision=written, meeting=meeting, outcome="not_agreed", words="No.", by=chair)
    case.refresh_from_db()
    assert case.stage == Stage.WITH_GROUP
    assert any("Put Dr Amara Okafor on" in work.sentence for work in work_for(manager))


def test_each_finds_their_part_on_their_list(asked, chair, member, manager):
    def said(person):
        return [work.sentence for work in work_for(person)]

    assert "Declare on a case: a decision between meetings is asked for" in said(chair)
    for person in (chair, member):
        actions.declare(item=asked, answer="none", by=person)
    assert "Decide between meetings about Dr Amara Okafor, once members were consulted" in said(chair)
    assert "You are to be consulted between meetings about Dr Amara Okafor: read the case" in said(member)
    assert not any("before the meeting" in each for each in said(chair))


@pytest.fixture
def step(case, manager):
    answer = SafetyAnswer(unsafe=True, step="No lists.", decided_by="Dr X", review_on=today())
    return answer_safety(case=case, answer=answer, by=manager)


def test_an_immediate_step_is_looked_at_once_its_case_is_on_the_agenda(
    step, case, meeting, manager, chair, member, group
):
    with pytest.raises(Refusal, match="Put the case on this agenda"):
        ratify_step(safety=step, meeting=meeting, outcome="agreed", by=manager)
    item = actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    with pytest.raises(NotAllowed, match="Declare on this item"):
        ratify_step(safety=step, meeting=meeting, outcome="agreed", by=chair)
    actions.declare(item=item, answer="none", by=chair)
    (waits,) = steps_to_ratify(meeting, [item], chair, undeclared=[])
    assert (waits.safety, waits.item) == (step, item)
    assert steps_to_ratify(meeting, [item], chair, undeclared=[case.pk]) == []
    ended = ratify_step(safety=step, meeting=meeting, outcome="ended", words="No need.", by=chair)
    assert step_in_force(case) is None
    assert [each.ratification for each in steps_to_ratify(meeting, [item], chair, undeclared=[])] == [ended]


def test_a_step_that_a_meeting_decided_about_its_case_since_is_not_asked_about(
    step, item, record, plan, manager
):
    assert len(steps_to_ratify(item.meeting, [item], manager, undeclared=[])) == 1
    record("advice")
    assert steps_to_ratify(plan(5), [], manager, undeclared=[]) == []


def test_a_step_is_asked_about_where_its_case_is_or_was_and_only_until_the_meeting_has_ended(
    step, case, plan, record, meeting, item, manager, administrator
):
    def asked_at(meeting, *items):
        return [each.safety for each in steps_to_ratify(meeting, items, manager, undeclared=[])]

    later, theirs = plan(5), plan(7)
    assert asked_at(meeting, item) == [step]
    assert asked_at(later) == []
    record("adjourn")
    answer = SafetyAnswer(unsafe=True, step="No clinics.", decided_by="Dr X", review_on=today())
    newer = answer_safety(case=case, answer=answer, by=manager)
    assert asked_at(meeting, item) == asked_at(later) == [newer]
    over = actions.end_meeting(meeting=Meeting.objects.get(pk=meeting.pk), by=manager)
    assert asked_at(over, item) == []
    another = {"name": "Another group", "abbreviation": "AG", "kind": "pag", "submission_key": uuid.uuid4()}
    other = actions.create_group(organisation=case.organisation, by=administrator, **another)
    Meeting.objects.filter(pk=theirs.pk).update(group=other)
    theirs = Meeting.objects.get(pk=theirs.pk)
    assert (asked_at(later), asked_at(theirs)) == ([newer], [])
    moved = actions.put_on_agenda(case=case, meeting=theirs, without_triage=WHY, by=manager)
    assert (asked_at(later), asked_at(theirs, moved)) == ([], [newer])


def test_what_was_asked_for_can_be_called_off_and_a_withdrawn_case_is_not_decided(
    asked, case, chair, manager, decision, member
):
    for person in (chair, member):
        actions.declare(item=asked, answer="none", by=person)
    write_consulted(item=asked, how={asked.consulted.get().pk: "email"}, by=chair)
    withdraw(case=case, reason="By mistake.", by=manager, submission_key=uuid.uuid4())
    with pytest.raises(Refusal, match="withdrawn"):
        actions.record_decision(
            item=asked, decision=decision("advice"), by=chair, submission_key=uuid.uuid4()
        )
    actions.take_off_agenda(item=asked, reason="Withdrawn.", by=manager)
    assert not Decision.objects.exists()
