"""Planning, changing and cancelling meetings."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Event
from cases.access import may_read
from cases.models import CaseSummary
from pag import actions
from pag.models import Meeting, MeetingChange
from pag.planning.actions import cancel_meeting, change_meeting, plan_series
from pag.planning.policies import WhenAndWhere
from pag.transitions import MeetingStage
from tests.pag.wording import WHY
from ui.dates import LONDON, today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)


def at(days, hour=14):
    return dt.datetime.combine(today() + dt.timedelta(days=days), dt.time(hour), tzinfo=LONDON)


def change(meeting, by, *, version=None, reason="", **to):
    now = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "place", "link", "papers_due")}
    version = meeting.version if version is None else version
    return change_meeting(
        meeting=meeting, to=WhenAndWhere(**(now | to)), version=version, reason=reason, by=by
    )


def test_a_series_is_planned_once_however_often_one_clicks(group, manager):
    key = uuid.uuid4()
    meetings = [WhenAndWhere(at(7 * step), at(7 * step, 16), "Room 1") for step in (1, 2, 3)]
    for _click in range(2):
        series = plan_series(group=group, every_weeks=1, meetings=meetings, by=manager, submission_key=key)
    assert [each.starts_at for each in series.meetings.order_by("starts_at")] == [
        each.starts_at for each in meetings
    ]
    assert Event.objects.filter(kind="pag.meeting_planned").count() == 3


def test_a_series_is_of_two_to_26_meetings_to_come(group, manager, member):
    def plans(*days, by=manager):
        meetings = [WhenAndWhere(at(each), place="Room 1") for each in days]
        plan_series(group=group, every_weeks=1, meetings=meetings, by=by, submission_key=uuid.uuid4())

    for days in ([7], range(1, 28)):
        with pytest.raises(Refusal, match="from 2 to 26"):
            plans(*days)
    with pytest.raises(Refusal, match="is past"), transaction.atomic():
        plans(-7, 7)
    with pytest.raises(NotAllowed):
        plans(7, 14, by=member)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"place": ""}, "Say where"),
        ({"ends_at": at(7)}, "cannot end before it starts"),
        ({"papers_due": today() + dt.timedelta(days=8)}, "cannot be due after"),
        ({"starts_at": at(-1)}, "is past"),
        ({"starts_at": at(4000)}, "Check the year"),
    ],
)
def test_what_cannot_be_is_refused(plan, manager, wrong, sentence):
    meeting = plan(7)
    with pytest.raises(Refusal, match=sentence):
        change(meeting, manager, **wrong)
    assert not MeetingChange.objects.exists()


def test_a_change_keeps_what_was_before_and_rises_the_sequence_only_for_calendars(plan, manager):
    meeting = plan(7)
    was = meeting.starts_at
    changed = change(meeting, manager, starts_at=at(9), place="Room 2")
    assert (changed.day, changed.place, changed.sequence) == (today() + dt.timedelta(days=9), "Room 2", 1)
    kept = MeetingChange.objects.get()
    assert (kept.starts_at, kept.place, kept.changed_by) == (was, "Room 1", manager)
    changed = change(changed, manager, papers_due=today() + dt.timedelta(days=2))
    assert (changed.sequence, changed.version) == (1, 3)
    change(changed, manager)
    assert MeetingChange.objects.count() == 2


def test_who_saved_first_is_not_overwritten(plan, manager):
    meeting = plan(7)
    change(meeting, manager, place="Room 2")
    with pytest.raises(Stale) as refused:
        change(meeting, manager, version=1, place="Room 3")
    assert refused.value.theirs["place"] == "Room 2"


def test_once_papers_are_out_a_change_says_why(item, plan, manager, meeting):
    meeting = plan(7)
    Meeting.objects.filter(pk=meeting.pk).update(stage=MeetingStage.PAPERS_OUT)
    meeting.refresh_from_db()
    with pytest.raises(Refusal, match="say why"):
        change(meeting, manager, place="Room 2")
    assert change(meeting, manager, place="Room 2", reason="A leak in Room 1.").changes.get().reason


def test_the_case_says_when_it_is_considered_now(plan, case, manager, chair):
    meeting = plan(7)
    actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    change(meeting, manager, starts_at=at(20))
    assert CaseSummary.objects.get(case=case).next_due == today() + dt.timedelta(days=20)


def test_nothing_changes_once_it_has_begun_or_is_cancelled(plan, meeting, manager, chair):
    actions.move_meeting(meeting=meeting, to=MeetingStage.IN_PROGRESS, by=manager)
    meeting.refresh_from_db()
    with pytest.raises(Refusal, match="has begun"):
        change(meeting, manager, place="Room 2")
    with pytest.raises(Refusal, match="has begun"):
        cancel_meeting(meeting=meeting, reason="Snow.", by=manager)
    off = cancel_meeting(meeting=plan(7), reason="Snow.", by=manager)
    with pytest.raises(Refusal, match="is cancelled"):
        change(off, manager, place="Room 2")
    with pytest.raises(Refusal, match="is cancelled"):
        actions.move_meeting(meeting=off, to=MeetingStage.PAPERS_OUT, by=manager)
    for action in (change, lambda found, by: cancel_meeting(meeting=found, reason="Snow.", by=by)):
        with pytest.raises(NotAllowed):
            action(plan(14), chair)


def test_a_cancelled_meeting_frees_its_cases_and_closes_what_it_opened(
    item, case, meeting, plan, manager, member
):
    actions.declare(item=item, answer="none", by=member)
    assert may_read(member, case)
    with pytest.raises(Refusal, match="Say why"):
        cancel_meeting(meeting=meeting, reason="", by=manager)
    for _click in range(2):
        cancel_meeting(meeting=meeting, reason="Half of us are ill.", by=manager)
    item.refresh_from_db()
    assert (item.state, item.taken_off_by) == ("taken_off", manager)
    assert "Half of us are ill." in item.taken_off_reason
    assert not may_read(member, case)
    assert Event.objects.filter(kind="pag.meeting_cancelled").count() == 1
    with pytest.raises(Refusal, match="cancelled"):
        actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    later = actions.put_on_agenda(case=case, meeting=plan(14), without_triage=WHY, by=manager)
    assert later.waits


def test_a_meeting_at_which_something_was_decided_is_not_cancelled(item, meeting, manager, record):
    record("advice")
    with pytest.raises(Refusal, match="has decided something"):
        cancel_meeting(meeting=meeting, reason="Snow.", by=manager)


def test_the_database_holds_that_a_cancelled_meeting_has_not_begun_and_says_why(meeting, manager):
    whole = {"cancelled_at": timezone.now(), "cancelled_by": manager, "cancelled_reason": "Snow."}
    for wrong in ({"cancelled_reason": ""}, {"stage": "in_progress"}, {"cancelled_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**(whole | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at)


def test_a_meeting_is_closed_once_everything_on_its_agenda_is_settled(item, meeting, manager):
    Meeting.objects.filter(pk=meeting.pk).update(stage=MeetingStage.APPROVED)
    meeting.refresh_from_db()
    with pytest.raises(Refusal, match="1 item of the agenda is still open"):
        actions.move_meeting(meeting=meeting, to=MeetingStage.CLOSED, by=manager)
    actions.take_off_agenda(item=item, reason="Not reached.", by=manager)
    assert actions.move_meeting(meeting=meeting, to=MeetingStage.CLOSED, by=manager).stage == "closed"
