"""Recording what the group decided, once, and what it sets going."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Event
from cases.actions import withdraw
from cases.models import Case, CaseSummary
from cases.policies import left_at_closing
from cases.search import cases_found
from cases.stages import Stage
from clocks.working_days import add_working_days
from pag import actions
from pag.actions import NewAction
from pag.kinds import DecisionKind, contradiction, stage_after
from pag.models import Action, Decision, Meeting
from pag.signals import decision_recorded
from tests.factories import make_person
from tests.pag.wording import WHY
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db

STAGES = dict.fromkeys(DecisionKind.values, "outcome") | {
    "investigation": "investigation",
    "monitoring": "monitoring",
    "adjourn": "with_group",
}


@pytest.mark.parametrize("kind", DecisionKind.values)
def test_each_kind_takes_the_case_where_the_table_says(kind, record, case):
    record(kind)
    case.refresh_from_db()
    assert case.stage == STAGES[kind]


@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        (["advice", "monitoring"], Stage.MONITORING),
        (["adjourn", "occupational_health"], Stage.WITH_GROUP),
        (["monitoring", "investigation", "adjourn"], Stage.INVESTIGATION),
        (["advice", "close"], Stage.OUTCOME),
    ],
)
def test_of_several_kinds_the_one_that_goes_on_longest_counts(kinds, stage):
    assert stage_after(kinds) == stage


@pytest.mark.parametrize("ends", ["no_further_action", "close"])
@pytest.mark.parametrize("goes_on", ["investigation", "monitoring", "adjourn"])
def test_ending_and_going_on_contradict_each_other(ends, goes_on, record):
    assert contradiction([ends, goes_on])
    with pytest.raises(Refusal, match="cannot both"):
        record(ends, goes_on)
    assert not Decision.objects.exists()


def test_a_decision_sets_the_clock_for_telling_the_practitioner(record, case, meeting):
    record("advice")
    summary = CaseSummary.objects.get(case=case)
    assert summary.last_met_on == meeting.day
    assert summary.next_step == "Send Dr Amara Okafor the outcome letter"
    assert summary.next_due == add_working_days(meeting.day, 2)
    assert summary.told_since_meeting is False


def test_an_adjournment_is_a_decision_of_which_the_practitioner_is_told(record, case, item):
    record("adjourn")
    item.refresh_from_db()
    assert item.state == "adjourned"
    assert CaseSummary.objects.get(case=case).next_step == "Send Dr Amara Okafor the outcome letter"


def test_writing_down_an_earlier_meeting_later_moves_no_date_back(
    record, case, meeting, plan, manager, decision
):
    record("adjourn")
    earlier = plan(-9)
    item = actions.put_on_agenda(case=case, meeting=earlier, without_triage=WHY, by=manager)
    actions.record_decision(item=item, decision=decision("advice"), by=manager, submission_key=uuid.uuid4())
    summary = CaseSummary.objects.get(case=case)
    assert summary.last_met_on == meeting.day
    # Of both meetings the practitioner is still to be told: the earlier letter is due first.
    assert summary.next_step == "Send Dr Amara Okafor the outcome letter"
    assert summary.next_due == add_working_days(earlier.day, 2)


def test_letters_are_told_inside_the_transaction(record, case):
    heard = []

    def listen(*, decision, by, **_given):
        heard.append((decision, by))
        raise RuntimeError("no template")

    decision_recorded.connect(listen)
    try:
        with pytest.raises(RuntimeError):
            record("advice")
    finally:
        decision_recorded.disconnect(listen)
    case.refresh_from_db()
    assert heard
    assert not Decision.objects.exists()
    assert case.stage == Stage.WITH_GROUP


def test_a_second_click_records_once(record):
    key = uuid.uuid4()
    assert record("advice", submission_key=key) == record("advice", submission_key=key)
    assert Event.objects.filter(kind="pag.decision_recorded").count() == 1


def test_a_second_person_sees_what_the_first_recorded(record, chair, item):
    record("advice")
    actions.declare(item=item, answer="none", by=chair)
    with pytest.raises(Stale) as stale:
        record("monitoring", by=chair)
    assert "mentor" in stale.value.theirs["decision"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("who", ["chair", "deputy"])
def test_chair_and_deputy_record_once_they_have_declared(who, item, record, request):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed, match="Declare"):
        record("advice", by=person)
    actions.declare(item=item, answer="none", by=person)
    assert record("advice", by=person).recorded_by == person


def test_a_member_who_does_not_preside_records_nothing(item, record, member):
    actions.declare(item=item, answer="none", by=member)
    with pytest.raises(NotAllowed, match="chair"):
        record("advice", by=member)


def test_a_recused_chair_records_nothing(item, record, chair):
    actions.declare(item=item, answer="yes", statement="A friend.", by=chair)
    with pytest.raises(NotAllowed):
        record("advice", by=chair)


def test_a_manager_who_is_in_the_group_declares_first(item, record, group, manager, administrator):
    actions.add_member(
        group=group, person=manager, kind="other", starts_on=today(), voting=False, by=administrator
    )
    with pytest.raises(NotAllowed, match="Declare"):
        record("advice")
    actions.declare(item=item, answer="none", by=manager)
    assert record("advice")


def test_another_organisations_manager_records_nothing(record):
    from tests.factories import make_organisation

    with pytest.raises(NotAllowed):
        record("advice", by=make_person("case_manager", organisation=make_organisation()))


def test_nothing_is_recorded_before_the_day(case, plan, manager, decision):
    item = actions.put_on_agenda(case=case, meeting=plan(1), without_triage=WHY, by=manager)
    with pytest.raises(Refusal, match="from that day on"):
        actions.record_decision(
            item=item, decision=decision("advice"), by=manager, submission_key=uuid.uuid4()
        )


def test_nothing_is_recorded_on_an_item_taken_off(item, record, manager):
    actions.take_off_agenda(item=item, reason="Not ready.", by=manager)
    with pytest.raises(Refusal, match="no longer open"):
        record("advice")


def test_a_withdrawn_case_is_not_decided(record, case, manager):
    withdraw(case=case, reason="By mistake.", submission_key=uuid.uuid4(), by=manager)
    with pytest.raises(Refusal, match="Open it again"):
        record("advice")


def test_the_group_adjourns_to_a_later_day(item, manager, decision):
    with pytest.raises(Refusal, match="after its meeting"):
        actions.record_decision(
            item=item,
            decision=decision("adjourn", adjourned_until=today()),
            by=manager,
            submission_key=uuid.uuid4(),
        )


def test_an_action_is_not_due_before_it_was_agreed(record):
    with pytest.raises(Refusal, match="before the meeting"):
        record(
            "advice", actions=[NewAction(what="Do it", due_on=today() - dt.timedelta(days=1), owner_name="X")]
        )


def test_the_first_decision_starts_the_meeting(record, meeting):
    record("advice")
    meeting.refresh_from_db()
    assert meeting.stage == "in_progress"


def test_what_was_decided_can_be_searched_for(record, case, manager):
    record("advice", actions=[NewAction(what="Arrange a tutorial", due_on=today(), owner=manager)])
    assert case.pk in cases_found(manager, "mentor")
    assert case.pk in cases_found(manager, "tutorial")


def test_the_event_holds_kinds_and_no_words(record):
    record("advice", "monitoring")
    event = Event.objects.get(kind="pag.decision_recorded")
    assert event.detail["kinds"] == "advice+monitoring"
    assert "mentor" not in str(event.detail)


def test_kinds_read_as_words_with_other_by_what_it_is(record):
    assert record("other", "advice").kinds_in_words == ["Advice or learning", "A mentor"]


WRONG = [
    {"kinds": []},
    {"kinds": ["banish"]},
    {"kinds": ["investigation"]},
    {"investigator": "Dr Other"},
    {"investigator_person_id": 1},
    {"kinds": ["investigation"], "investigator": "Dr Other"},
    {"kinds": ["occupational_health"]},
    {"health_reason": "To learn."},
    {"kinds": ["adjourn"], "adjourned_until": dt.date(2030, 1, 1)},
    {"adjourned_until": dt.date(2030, 1, 1)},
    {"kinds": ["other"]},
    {"other_kind": "A mentor"},
    {"considered": ""},
    {"decision": ""},
    {"rationale": ""},
    {"listened_how": ""},
    {"system_part": ""},
    {"same_for_another": "perhaps"},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_the_database_refuses_half_a_decision(wrong, item, manager):
    whole = {
        "considered": "All.",
        "kinds": ["advice"],
        "decision": "A mentor.",
        "rationale": "It helps.",
        "listened_to": True,
        "listened_how": "Read out.",
        "same_for_another": "yes",
        "system_part": "Nothing.",
        "decided_on": today(),
        "recorded_by": manager,
        "submission_key": uuid.uuid4(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(item=item, **(whole | wrong))
    assert Decision.objects.create(item=item, **whole)


def test_what_was_recorded_never_changes(record):
    decision = record("advice")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(rationale="Something kinder.")


@pytest.fixture
def action(record, member):
    return record(
        "advice", actions=[NewAction(what="Find a mentor", due_on=today(), owner=member)]
    ).actions.get()


def test_open_actions_are_shown_at_closing_and_keep_nothing_open(action, case):
    due = f"{action.due_on:%-d %B %Y}"
    said = [left.sentence for left in left_at_closing(case)]
    assert f"An action still open: Find a mentor (Dr Robin Memberson, by {due})" in said


def test_an_action_has_one_owner_by_the_database(action, manager):
    for wrong in (
        {"owner_name": "Sam"},
        {"owner": None},
        {"practitioner": True},
        {"done_on": today()},
        {"what": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(**wrong)


def test_an_action_of_somebody_who_does_not_sign_in(record):
    action = record(
        "advice", actions=[NewAction(what="Send the rota", due_on=today(), owner_name="Practice manager")]
    ).actions.get()
    assert action.by_whom == "Practice manager"


def test_an_action_may_be_the_practitioners_own(record, manager):
    own = NewAction(what="Bring two sets of notes", due_on=today(), owner=manager, practitioner=True)
    action = record("advice", actions=[own]).actions.get()
    assert (action.owner, action.owner_name, action.by_whom) == (None, "", "The practitioner")


def test_the_case_goes_to_the_group_as_often_as_needed(record, case, plan, manager, decision):
    record("monitoring")
    item = actions.put_on_agenda(case=case, meeting=plan(), without_triage=WHY, by=manager)
    actions.record_decision(item=item, decision=decision("close"), by=manager, submission_key=uuid.uuid4())
    case.refresh_from_db()
    assert case.stage == Stage.OUTCOME
    assert Decision.objects.of_case(case).count() == 2
    assert Case.objects.get(pk=case.pk).first_with_group_on == today()
    assert Meeting.objects.filter(stage="in_progress").count() == 2
