"""Invitations: who is sent what, when, and what stands in it."""

import datetime as dt
import email
import email.policy

import pytest
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Membership
from outbox import tasks
from outbox.models import Message
from pag import actions
from pag.models import GroupMember, Invitation, Meeting
from pag.planning.actions import cancel_meeting, change_meeting
from pag.planning.calendar import calendar_file
from pag.planning.inviting import keep_invited
from pag.planning.policies import WhenAndWhere
from pag.tasks import keep_access
from tests.pag.wording import WHY
from ui.dates import LONDON, today

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def sent(person):
    """Return what somebody was sent, in order: subject, method and sequence."""
    found = []
    for message in Message.objects.filter(to=person.email, key__startswith="meeting-").order_by("pk"):
        with message.attachment.content.open("rb") as content:
            calendar = Calendar.from_ical(content.read())
        (event,) = calendar.events
        found.append((message.subject.split(":")[0], str(calendar["method"]), int(event["sequence"])))
    return found


def move(meeting, manager, **to):
    now = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "place", "link", "papers_due")}
    return change_meeting(meeting=meeting, to=WhenAndWhere(**(now | to)), version=meeting.version, by=manager)


def test_everybody_is_told_once_of_what_concerns_them(
    plan, chair, member, manager, administrator, join, group
):
    meeting = plan(7)
    keep_invited(meeting=meeting)
    meeting = move(meeting, manager, place="Room 2")
    meeting = move(meeting, manager, papers_due=today() + DAY)
    assert sent(chair) == [("Invitation", "REQUEST", 0), ("Changed", "REQUEST", 1)]
    late = join("lay", "Latecomer")
    assert sent(late) == [("Invitation", "REQUEST", 0)]
    place = GroupMember.objects.get(person=member)
    actions.end_membership(member=place, ends_on=today() + DAY, by=administrator)
    keep_access()
    assert sent(member)[2:] == [("No longer in your calendar", "CANCEL", 2)]
    again = {"starts_on": today() + 2 * DAY, "kind": "clinical", "by": administrator}
    actions.add_member(group=group, person=member, **again)
    assert sent(member)[3:] == [("Invitation", "REQUEST", 3)]
    meeting = move(meeting, manager, starts_at=meeting.starts_at + DAY)
    cancel_meeting(meeting=meeting, reason="Dr Okafor is ill.", by=manager)
    assert sent(member)[4:] == [("Changed", "REQUEST", 4), ("Cancelled", "CANCEL", 5)]
    assert sent(chair)[2:] == [("Changed", "REQUEST", 2), ("Cancelled", "CANCEL", 3)]
    assert not Message.objects.filter(body__contains="Okafor").exists()


def test_whose_role_ends_is_told_once_and_not_again_when_the_meeting_is_cancelled(
    plan, chair, member, manager
):
    meeting = plan(7)
    Membership.objects.filter(person=member).update(ends_on=today() - DAY)
    keep_access()
    cancel_meeting(meeting=meeting, reason="Snow.", by=manager)
    assert sent(member)[1:] == [("No longer in your calendar", "CANCEL", 1)]


def test_nothing_is_sent_about_a_meeting_that_is_past_or_has_begun_or_is_none(plan, chair, manager):
    plan(-7)
    begun, between = plan(7), plan(7)
    Meeting.objects.filter(pk=begun.pk).update(stage="in_progress", place="Elsewhere", sequence=1)
    Meeting.objects.filter(pk=between.pk).update(kind="between", sequence=1)
    before = len(sent(chair))
    for meeting in (begun, between):
        keep_invited(meeting=meeting)
    assert len(sent(chair)) == before == 2


def test_the_file_holds_the_group_the_time_the_place_and_the_page_and_nobody(plan, chair, manager, case):
    place = "Room 1; first floor, left\\right — " + "a long way along the corridor " * 4
    starts_at = dt.datetime(2027, 7, 1, 14, tzinfo=LONDON)
    meeting = plan(7, place=place.strip(), link="https://meet.example.test/a?b=c,d;e", papers_due=None)
    actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    meeting.starts_at, meeting.ends_at = starts_at, starts_at + dt.timedelta(hours=3)
    content = calendar_file(meeting, method="REQUEST", sequence=4, at=meeting.planned_at)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    assert str(calendar.events[0]["organizer"]) == "mailto:no-reply@localhost"
    (event,), (zone,) = calendar.events, calendar.timezones
    assert (str(calendar["method"]), str(event["location"])) == ("REQUEST", place.strip())
    assert b"DTSTART;TZID=Europe/London:20270701T140000" in content
    # By the file's own rule, with no help from the reader's table of time zones.
    assert zone.to_tz(lookup_tzid=False).utcoffset(dt.datetime(2027, 7, 1, 14)) == dt.timedelta(hours=1)  # noqa: DTZ001
    assert event.end - event.start == dt.timedelta(hours=3)
    page = f"{settings.SITE_URL}{reverse('meeting', args=[meeting.pk])}"
    assert event["url"] == page
    assert page in event["description"]
    assert "https://meet.example.test/a?b=c,d;e" in event["description"]
    text = content.replace(b"\r\n ", b"").decode()
    for nobody in ("ATTENDEE", "Okafor", case.reference, chair.last_name, manager.last_name, chair.email):
        assert nobody not in text
    moved = Calendar.from_ical(calendar_file(meeting, method="CANCEL", sequence=5, at=meeting.planned_at))
    assert moved.events[0]["uid"] == event["uid"]
    assert moved.events[0]["status"] == "CANCELLED"


@pytest.mark.django_db(transaction=True)
def test_the_invitation_leaves_as_one_that_calendars_understand(mailbox, plan, chair):
    plan(7)
    tasks.send(Message.objects.get(to=chair.email).pk)
    (arrived,) = [email.message_from_bytes(each, policy=email.policy.default) for each in mailbox.arrived]
    (part,) = arrived.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["content-type"].params["method"] == "REQUEST"
    assert Calendar.from_ical(part.get_content()).events[0]["sequence"] == 0
    words = arrived.get_body().get_content()
    assert "Room 1" in words
    assert chair.last_name not in words
    assert Invitation.objects.get().method == "request"
