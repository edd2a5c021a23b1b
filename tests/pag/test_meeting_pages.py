"""Meetings on their pages: the list, planning one, moving it along."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions import answer_safety
from cases.actions.access import deny
from cases.actions.record import SafetyAnswer
from documents.actions import add_document
from files.actions import check_upload
from pag import actions
from pag.actions.decision import NewAction
from pag.agenda.actions import add_other, ask_between, write_consulted
from pag.forms.meeting import clock_time
from pag.models import Meeting
from tests.factories import make_organisation, make_person
from tests.pag.pages import declare_url, text_of
from tests.pag.wording import WHY
from ui.dates import today
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_the_list_shows_meetings_to_come_and_past(as_, manager, plan):
    plan(7)
    plan(-7, place="Old Room")
    page = text_of(as_(manager).get("/meetings/"))
    assert page.index("Room 1") < page.index("Old Room")
    assert "Plan a meeting" in page


def test_a_member_sees_the_meetings_of_their_group_and_plans_none(as_, member, meeting):
    client = as_(member)
    page = text_of(client.get("/meetings/"))
    assert reverse("meeting", args=[meeting.pk]) in page
    assert "Plan a meeting" not in page
    assert client.get("/meetings/new/").status_code == 404


@pytest.mark.parametrize("role", ["advisor", "lessons_lead", "assurance_reader", "administrator"])
def test_other_roles_find_no_meetings(as_, organisation, meeting, role):
    client = as_(make_person(role, organisation=organisation))
    assert client.get("/meetings/").status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["case_manager", "group_member", "responsible_officer"])
def test_another_organisation_learns_nothing(as_, item, role):
    client = as_(make_person(role, organisation=make_organisation()))
    for name, args in [
        ("meeting", [item.meeting_id]),
        ("meeting_item", [item.meeting_id, item.pk]),
        ("decide", [item.meeting_id, item.pk]),
        ("agenda_take_off", [item.meeting_id, item.pk]),
        ("agenda_step_back", [item.meeting_id, item.pk]),
        ("case_group", [item.case.reference]),
        ("case_put_on_agenda", [item.case.reference]),
        ("group", [item.meeting.group_id]),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 404, name
    assert client.post(declare_url(item.meeting)).status_code == 404


def test_a_member_of_the_organisation_outside_the_group_sees_no_meeting(as_, organisation, meeting):
    outsider = make_person("group_member", organisation=organisation)
    client = as_(outsider)
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert reverse("meeting", args=[meeting.pk]) not in text_of(client.get("/meetings/"))


def test_an_administrator_sees_no_meeting(as_, administrator, meeting):
    assert as_(administrator).get(f"/meetings/{meeting.pk}/").status_code == 404


def meeting_answers(group, **changed):
    return {
        "group": group.pk,
        "day_day": "3",
        "day_month": "3",
        "day_year": "2027",
        "time": "2pm",
        "place": "Room 1",
        "link": "",
        "submission_key": str(uuid.uuid4()),
        **changed,
    }


def test_planning_a_meeting(as_, manager, group):
    answers = meeting_answers(group)
    client = as_(manager)
    for _click in range(2):
        response = client.post("/meetings/new/", answers)
    meeting = Meeting.objects.get()
    assert response.url == f"/meetings/{meeting.pk}/"
    assert (meeting.day, meeting.starts_at.hour) == (dt.date(2027, 3, 3), 14)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"time": "soon"}, "must be like 14:00"),
        ({"time": "25:00"}, "must be like 14:00"),
        ({"place": ""}, "a place, a link to join, or both"),
        ({"link": "javascript:alert(1)"}, "must start with https://"),
        (
            {"papers_due_day": "4", "papers_due_month": "3", "papers_due_year": "2027"},
            "on the day of the meeting or earlier",
        ),
    ],
)
def test_a_meeting_with_something_wrong_comes_back(as_, manager, group, changed, sentence):
    response = as_(manager).post("/meetings/new/", meeting_answers(group, **changed))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Meeting.objects.exists()


def test_another_organisations_group_cannot_be_chosen(as_, group):
    stranger = make_person("case_manager", organisation=make_organisation())
    response = as_(stranger).post("/meetings/new/", meeting_answers(group))
    assert response.status_code == 422
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("typed", ["9am", "09:00", "9.00", "9:00 AM"])
def test_times_are_understood_as_people_type_them(typed):
    assert clock_time(typed) == dt.time(9)


@pytest.mark.parametrize("typed", ["9", "13pm", "0am", "12:60", "noon", ""])
def test_other_times_are_not_guessed(typed):
    assert clock_time(typed) is None


def move_url(meeting):
    return reverse("meeting_move", args=[meeting.pk])


def test_who_runs_meetings_moves_them_by_a_button(as_, manager, meeting, chair):
    for told_no in (as_(chair).get(f"{move_url(meeting)}?to=papers_out"), as_(chair).post(move_url(meeting))):
        assert told_no.status_code == 403
    assert "Send the papers out" not in text_of(as_(chair).get(meeting.get_absolute_url()))
    client = as_(manager)
    page = text_of(client.get(meeting.get_absolute_url()))
    assert f"{move_url(meeting)}?to=papers_out" in page
    assert "Send the papers out" in page
    response = client.post(move_url(meeting), {"to": "papers_out"}, follow=True)
    assert "so no papers are made now" in text_of(response)
    meeting.refresh_from_db()
    assert meeting.stage == "papers_out"


@pytest.mark.parametrize("to", ["approved", "minutes_drafted", "nonsense", ""])
def test_other_stages_have_no_button(as_, manager, meeting, to):
    client = as_(manager)
    assert client.post(move_url(meeting), {"to": to}).status_code == 404
    assert client.get(f"{move_url(meeting)}?to={to}").status_code == 404


def test_a_step_says_what_it_does_to_whom_before_it_is_taken(
    as_, item, meeting, manager, chair, member, join
):
    actions.declare(item=item, answer="none", by=member)
    actions.declare(item=item, answer="yes", statement="My <b>cousin</b>.", by=join("lay", "Aside"))
    page = text_of(as_(manager).get(f"{move_url(meeting)}?to=papers_out"))
    for said in (
        "an e-mail tells them. It names nobody.",
        "There is no way back",
        f"Open to 1 member: {member.name}.",
        f"Still to declare: {chair.name}.",
        "No triage yet. No account from the practitioner yet, and no letter has asked for one. No documents.",
        "No quorum possible.",
        item.case.reference,
    ):
        assert said in page
    assert "cousin" not in page
    meeting.refresh_from_db()
    assert meeting.stage == "planned"


def test_before_anybody_declares_a_step_says_that_nobody_reads(as_, item, meeting, manager):
    page = text_of(as_(manager).get(f"{move_url(meeting)}?to=papers_out"))
    assert "Open to nobody yet: none of 2 members has declared." in page
    assert "Still to declare" not in page


def test_a_step_shows_nothing_of_a_case_the_person_may_not_see(
    as_, item, meeting, manager, case, organisation
):
    deny(case=case, person=manager, reason="excluded", source="test", by=manager)
    page = text_of(as_(manager).get(f"{move_url(meeting)}?to=papers_out"))
    for hidden in (case.reference, "Okafor"):
        assert hidden not in page
    assert "No case that you can see waits on the agenda." in page


def test_a_meeting_is_not_started_before_its_day(as_, manager, plan):
    meeting = plan(3)
    client = as_(manager)
    assert "Start the meeting" not in text_of(client.get(meeting.get_absolute_url()))
    response = client.post(move_url(meeting), {"to": "in_progress"}, follow=True)
    assert "can be started on that day" in text_of(response)
    meeting.refresh_from_db()
    assert meeting.stage == "planned"


def test_a_meeting_in_progress_is_ended_and_what_remains_open_is_said(
    as_, item, meeting, manager, record, another_case
):
    late = another_case("Unreached")
    late = actions.put_on_agenda(case=late, meeting=meeting, without_triage=WHY, by=manager)
    record("advice")
    client = as_(manager)
    page = text_of(client.get(f"{move_url(meeting)}?to=end"))
    assert "Unreached" in page
    assert "No decision is recorded yet." in page
    assert item.case.reference not in page
    for _click in range(2):
        client.post(move_url(meeting), {"to": "end"})
    assert Event.objects.filter(kind="pag.meeting_ended").count() == 1
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Held" in page
    assert "no decision is recorded yet on item 2" in page
    assert "End the meeting" not in page
    # What was decided can be written down after the group rose, and nothing more be put on.
    assert client.get(reverse("decide", args=[meeting.pk, late.pk])).status_code == 200
    with pytest.raises(Refusal, match="is over"):
        actions.put_on_agenda(case=another_case("Late"), meeting=meeting, without_triage=WHY, by=manager)


def test_only_a_meeting_in_progress_can_be_ended(as_, manager, meeting):
    client = as_(manager)
    response = client.post(move_url(meeting), {"to": "end"}, follow=True)
    assert "Only a meeting that is in progress" in text_of(response)
    assert client.get(f"{move_url(meeting)}?to=end").status_code == 302
    meeting.refresh_from_db()
    assert meeting.ended_at is None


@pytest.mark.parametrize("ended_by", [True, False])
def test_the_database_holds_who_ended_a_meeting_and_that_it_had_begun(meeting, manager, ended_by):
    facts = {"ended_at": timezone.now(), "ended_by": manager if ended_by else None}
    with pytest.raises(IntegrityError, match="pag_meeting_ended"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**facts, stage="planned" if ended_by else "in_progress")


def test_a_move_that_the_table_does_not_know_is_said(as_, manager, meeting):
    client = as_(manager)
    url = reverse("meeting_move", args=[meeting.pk])
    client.post(url, {"to": "in_progress"})
    response = client.post(url, {"to": "papers_out"}, follow=True)
    assert "cannot go to “Papers out”" in text_of(response)


def test_readiness_is_said_in_words(as_, item, manager, member):
    page = text_of(as_(manager).get(f"/meetings/{item.meeting_id}/"))
    for line in (
        "No triage yet",
        "No account from the practitioner yet",
        "No documents",
        "0 of 2 members declared",
    ):
        assert line in page
    assert "No quorum possible. Missing: 2 more voting members" in page
    assert "can take part" not in page
    assert "a peer (doctor) and a lay member" in page


def test_ready_and_not_yet_are_words_that_one_sees(as_, item, manager):
    page = text_of(as_(manager).get(f"/meetings/{item.meeting_id}/"))
    assert re.search(r"<strong[^>]*>Not yet:</strong> No triage yet", page)


def test_who_plans_or_presides_sees_who_has_declared_and_who_has_not(
    as_, item, chair, member, deputy, manager
):
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    for person in (manager, chair):
        page = text_of(as_(person).get(f"/meetings/{item.meeting_id}/"))
        assert "2 of 3 members declared" in page
        assert (
            "Declared: Dr Robin Chairperson; Dr Robin Memberson. Still to declare: Dr Robin Deputy." in page
        )
    page = text_of(as_(member).get(f"/meetings/{item.meeting_id}/"))
    assert "2 of 3 members declared" in page
    assert "Still to declare" not in page


def _beside(item, manager, chair, worded):
    """A document, another item, an immediate step, and a decision between meetings with an action of it."""
    file = check_upload(SimpleUploadedFile("statement.pdf", b"%PDF-1.4 "))
    file.save()
    key = {"by": manager, "submission_key": uuid.uuid4()}
    add_document(case=item.case, file=file, title="A statement", topic="general", **key)
    add_other(meeting=item.meeting, title="Dates", words="", **key)
    step = SafetyAnswer(unsafe=True, step="No lists.", decided_by="Dr X", review_on=today())
    answer_safety(case=item.case, answer=step, by=manager)
    asked = ask_between(case=item.case, group=item.meeting.group, why="Now.", members=[], **key)
    actions.declare(item=asked, answer="none", by=chair)
    write_consulted(item=asked, how={}, by=chair)
    actions.record_decision(
        item=asked,
        decision=worded("advice"),
        actions=[NewAction(what="Do it", due_on=today(), owner=manager)],
        by=chair,
        submission_key=uuid.uuid4(),
    )


@pytest.mark.parametrize("cases", [1, 6])
def test_the_meeting_page_takes_the_same_queries_whatever_is_on_it(
    as_, cases, manager, meeting, chair, member, join, another_case, decision, django_assert_num_queries
):
    join("peer", "Peerson", discipline="doctor")
    for number in range(cases):
        item = actions.put_on_agenda(
            case=another_case(f"Number{number}"), meeting=meeting, without_triage=WHY, by=manager
        )
        actions.declare(item=item, answer="none", by=chair)
        _beside(item, manager, chair, decision)
    client = as_(chair)
    with django_assert_num_queries(45):
        assert client.get(f"/meetings/{meeting.pk}/").status_code == 200


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_of_meetings_takes_the_same_queries(as_, number, manager, plan, django_assert_num_queries):
    for days in range(number):
        plan(days)
        plan(-days - 1)
    client = as_(manager)
    with django_assert_num_queries(6):
        assert client.get("/meetings/").status_code == 200
