"""Planning a series, changing and cancelling on pages, and what the page of a meeting says of it."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from pag import actions
from pag.models import Meeting, MeetingChange
from pag.planning.work import work_for
from pag.transitions import MeetingStage
from tests.factories import make_person
from tests.pag.pages import text_of
from tests.pag.test_no_vote import seats
from ui.dates import today

pytestmark = pytest.mark.django_db
NEW = "/meetings/new/"
# A Monday; Good Friday is 3 April, Easter Monday 6 April.
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def on(name, date):
    if date is None:
        return {}
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


def answers(group, day, *, due=None, last=None, **changed):
    return {
        "group": group.pk,
        **on("day", day),
        "time": "2pm",
        "until": "4pm",
        "place": "Room 1",
        "repeats": "once",
        "submission_key": str(uuid.uuid4()),
        **on("papers_due", due),
        **on("last_day", last),
        **changed,
    }


@pytest.fixture
def in_march():
    with time_machine.travel(NOW, tick=False):
        yield


def days_of():
    return sorted(meeting.day for meeting in Meeting.objects.all())


def test_a_series_shows_its_days_and_asks_about_those_that_stand_out(in_march, as_, group, manager, join):
    join("chair", "Chairperson", starts_on=dt.date(2026, 1, 1))
    client = as_(make_person("case_manager", organisation=group.organisation))
    asked = answers(
        group, dt.date(2026, 3, 6), due=dt.date(2026, 3, 4), repeats="series", every_weeks=4, number=3
    )
    page = text_of(client.post(NEW, asked))
    assert "Nothing is planned yet." in page
    assert "Friday 3 April 2026, papers due 1 April 2026" in page
    assert "A bank holiday: Good Friday." in page
    assert "Tuesday 7 April 2026 instead" in page
    answer = client.post(NEW, asked | {"checked": "1"})
    assert answer.status_code == 422
    assert "Say what should happen about Friday 3 April 2026" in text_of(answer)
    assert not Meeting.objects.exists()
    assert "Good Friday" not in text_of(client.post(NEW, asked | {"change": "1"}))
    for _click in range(2):
        client.post(NEW, asked | {"checked": "1", "day_2026-04-03": "instead"})
    assert days_of() == [dt.date(2026, 3, 6), dt.date(2026, 4, 7), dt.date(2026, 5, 1)]
    moved = Meeting.objects.get(starts_at__date=dt.date(2026, 4, 7))
    assert moved.papers_due == dt.date(2026, 4, 1)
    assert (moved.ends_at - moved.starts_at, moved.series.every_weeks) == (dt.timedelta(hours=2), 4)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": "1pm"}, "must be later than the time it starts"),
        ({"repeats": "series", "every_weeks": 1}, "Enter how many meetings, or the last day"),
        ({"repeats": "series", "every_weeks": 1, "number": 27}, "must be 26 or less"),
        (
            {"repeats": "series", "every_weeks": 1, "last": dt.date(2027, 3, 4)},
            "must be from 2 to 26 meetings",
        ),
        ({"repeats": "series", "every_weeks": 1, "number": 3, "day": dt.date(2026, 2, 4)}, "for a series"),
        ({"due": dt.date(2026, 3, 7)}, "The one before is Friday 6 March 2026"),
        ({"due": dt.date(2026, 2, 27)}, "is past already"),
        ({"day": dt.date(2062, 3, 4)}, "Check the year"),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence(in_march, as_, group, manager, changed, sentence):
    client = as_(make_person("case_manager", organisation=group.organisation))
    given = {"day": dt.date(2026, 3, 11)} | changed
    response = client.post(NEW, answers(group, **given))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Meeting.objects.exists()


def test_one_meeting_on_a_day_that_stands_out_is_asked_about_and_one_that_was_held_is_not(
    in_march, as_, group, manager
):
    client = as_(make_person("case_manager", organisation=group.organisation))
    saturday = answers(group, dt.date(2026, 3, 7))
    page = text_of(client.post(NEW, saturday))
    assert "A Saturday." in page
    assert "No meeting then" not in page
    client.post(NEW, saturday | {"checked": "1", "day_2026-03-07": "keep"})
    client.post(NEW, answers(group, dt.date(2026, 2, 28)))
    assert days_of() == [dt.date(2026, 2, 28), dt.date(2026, 3, 7)]


def change_answers(meeting, day, **changed):
    return {
        **on("day", day),
        "time": "14:00",
        "place": "Room 2",
        "version": meeting.version,
        **changed,
    }


def test_changing_a_meeting_says_what_changed_and_why(in_march, as_, group):
    manager = make_person("case_manager", organisation=group.organisation, last_name="Runner")
    client = as_(manager)
    client.post(NEW, answers(group, dt.date(2026, 3, 11), due=dt.date(2026, 3, 5)))
    meeting = Meeting.objects.get()
    url = reverse("meeting_change", args=[meeting.pk])
    assert 'value="16:00"' in text_of(client.get(url))
    response = client.post(url, change_answers(meeting, dt.date(2026, 4, 3)))
    assert "A bank holiday: Good Friday. Tuesday 7 April 2026 is free" in text_of(response)
    kept = client.post(url, change_answers(meeting, dt.date(2026, 4, 3), keep_day="on"))
    assert kept.status_code == 302
    Meeting.objects.update(stage=MeetingStage.PAPERS_OUT)
    meeting.refresh_from_db()
    late = change_answers(meeting, dt.date(2026, 4, 2))
    assert "Say why the meeting changes" in text_of(client.post(url, late))
    client.post(url, late | {"reason": "Room 1 <b>leaks</b>."})
    assert MeetingChange.objects.count() == 2
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Before: 3 April 2026 at 14:00, Room 2" in page
    assert "Room 1 &lt;b&gt;leaks&lt;/b&gt;." in page
    stale = client.post(url, late | {"version": 1, "reason": "Again.", "place": "Room 3"})
    assert stale.status_code == 422
    assert "Somebody else saved this" in text_of(stale)


def test_cancelling_frees_the_case_and_the_page_says_so(as_, item, meeting, manager, member, chair):
    url = reverse("meeting_cancel", args=[meeting.pk])
    assert as_(chair).get(url).status_code == 403
    client = as_(manager)
    assert "1 case comes off the agenda" in text_of(client.get(url))
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "Half of us are ill."})
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "This meeting is cancelled." in page
    assert "Half of us are ill." in page
    for gone in ("Cancel the meeting", "Start the meeting", "Send the papers out", "Stages of this meeting"):
        assert gone not in page
    for address in (url, reverse("meeting_change", args=[meeting.pk])):
        assert client.get(address).status_code == 302
    assert "Cancelled" in text_of(client.get("/meetings/"))


def test_a_member_takes_the_meeting_into_a_calendar_of_their_own(as_, plan, chair, join):
    meeting = plan(7)
    response = as_(chair).get(reverse("meeting_calendar", args=[meeting.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert (str(calendar["method"]), calendar.events[0]["sequence"]) == ("PUBLISH", 0)
    stranger = make_person("group_member", organisation=meeting.group.organisation)
    assert as_(stranger).get(reverse("meeting_calendar", args=[meeting.pk])).status_code == 404


def test_a_member_removed_in_the_middle_keeps_what_they_took_part_in(
    as_, item, chair, member, manager, administrator, group, record, meeting
):
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    record("advice", took_part=list(seats(item).values()))
    seat = group.members.get(person=member)
    assert "No longer in the group" not in text_of(as_(manager).get(meeting.get_absolute_url()))
    actions.end_membership(member=seat, ends_on=today() - dt.timedelta(days=1), by=administrator)
    assert item.participants.filter(member=seat).exists()
    assert as_(member).get(item.get_absolute_url()).status_code == 404
    page = text_of(as_(manager).get(meeting.get_absolute_url()))
    assert "Took part in item 1, and that stays." in page


def test_papers_to_send_out_and_a_meeting_to_close_stand_on_the_list_of_who_planned_it(
    plan, manager, organisation, django_assert_num_queries
):
    other = make_person("case_manager", organisation=organisation)
    far, near = plan(40, papers_due=today() + dt.timedelta(days=30)), plan(9, papers_due=today())
    Meeting.objects.filter(pk=plan(-9).pk).update(stage=MeetingStage.APPROVED)
    said = [item.sentence for item in work_for(manager)]
    assert len(said) == 2
    assert said[0].endswith("they are due today")
    assert said[1].startswith("Close the meeting of")
    assert work_for(other) == []
    Meeting.objects.filter(pk__in=[far.pk, near.pk]).update(stage=MeetingStage.PAPERS_OUT)
    other.permissions_by_organisation()
    with django_assert_num_queries(1):
        assert work_for(other) == []
    manager.memberships.update(ends_on=today() - dt.timedelta(days=1))
    assert [item.sentence for item in work_for(other)] == said[1:]


def test_a_meeting_is_closed_from_its_page_once_nothing_is_open(as_, item, meeting, manager):
    Meeting.objects.filter(pk=meeting.pk).update(stage=MeetingStage.APPROVED)
    client, move = as_(manager), reverse("meeting_move", args=[meeting.pk])
    assert "Close the meeting" in text_of(client.get(meeting.get_absolute_url()))
    assert "No decision is recorded yet." in text_of(client.get(f"{move}?to=closed"))
    refused = text_of(client.post(move, {"to": "closed"}, follow=True))
    assert "1 item of the agenda is still open." in refused
    actions.take_off_agenda(item=item, reason="Not reached.", by=manager)
    closed = text_of(client.post(move, {"to": "closed"}, follow=True))
    assert "The meeting is closed." in closed
    assert "Close the meeting" not in closed


def test_the_line_of_stages_agrees_with_the_tag_and_says_what_was_left_out(as_, meeting, manager):
    def line():
        page = text_of(as_(manager).get(meeting.get_absolute_url()))
        steps = re.findall(r'app-path__step--(\w+)".*?app-path__label">(.*?)</span></span>', page)
        tag = re.search(r'class="nhsuk-tag[^>]*>\s*(\S.*?)\s*<', page)[1]
        return tag, {re.sub("<[^>]+>", "", label): state for state, label in steps}

    actions.move_meeting(meeting=meeting, to="in_progress", by=manager)
    tag, steps = line()
    assert tag == "In progress" and steps["In progress, now"] == "current"
    assert steps["Papers left out"] == "left_out"
    actions.end_meeting(meeting=meeting, by=manager)
    tag, steps = line()
    assert tag == "Held" and steps["Held, now"] == "current" and "In progress, now" not in steps
