"""Drafting, writing, approving and correcting minutes."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from cases.models import Practitioner
from outbox.models import Message
from pag import actions as pag
from pag.minutes import actions
from pag.minutes.actions import Written
from pag.minutes.drafting import first_draft
from pag.minutes.models import Minutes, MinutesSection
from pag.minutes.naming import known_in
from pag.minutes.reading import sections_of
from pag.minutes.rules import missing_for_minutes
from pag.models import Apology, Attendance, Handover, Meeting, Turn
from tests.pag.minutes.wording import section_of, versions
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


def test_drafting_waits_for_the_end_and_for_every_decision_and_says_for_which(item, meeting, manager, member):
    assert missing_for_minutes(meeting) == "Minutes can be drafted once the meeting has ended."
    pag.move_meeting(meeting=meeting, to="in_progress", by=manager)
    ended = pag.end_meeting(meeting=meeting, by=manager)
    with pytest.raises(Refusal, match="Item 1 has no decision yet"):
        actions.draft_minutes(meeting=ended, by=manager)
    with pytest.raises(NotAllowed):
        actions.draft_minutes(meeting=ended, by=member)
    pag.take_off_agenda(item=item, reason="It came too soon.", by=manager)
    minutes = actions.draft_minutes(meeting=ended, by=manager)
    assert minutes.sections.get(kind="taken_off").item == item
    assert Meeting.objects.get(pk=ended.pk).stage == "minutes_drafted"
    assert actions.draft_minutes(meeting=ended, by=manager) == minutes


def test_the_draft_begins_with_what_was_recorded(minutes, item, chair, member):
    present = minutes.sections.get(kind="present").text
    # The member stood aside once and took part in nothing: whoever writes says whether they were there.
    assert "Chairperson, chair" in present.split("Apologies:")[0]
    assert "Deputy, deputy chair" in present.split("Apologies:")[1]
    assert member.name not in present
    section = section_of(minutes, item)
    assert section.text == "Plums considered."
    assert section.voice == "The practitioner was listened to. It was read out."


def test_the_draft_says_who_was_there_when_who_presided_and_who_was_out_for_an_item(
    ended, item, second, chair, deputy, member, manager, join
):
    lay = join("lay", "Laycock")
    seats = {each.person_id: each for each in ended.group.members.all()}
    noted = {"meeting": ended, "recorded_by": manager}

    def at(minutes):
        return ended.starts_at + dt.timedelta(minutes=minutes)

    for person, came, left in ((chair, 0, 30), (member, 0, 20), (member, 40, None), (lay, 10, 15)):
        left_at = at(left) if left else None
        Attendance.objects.create(member=seats[person.pk], arrived_at=at(came), left_at=left_at, **noted)
    Apology.objects.create(member=seats[deputy.pk], **noted)
    Handover.objects.create(member=seats[member.pk], since=at(30), **noted)
    for each, begins, ends in ((item, 0, 18), (second, 18, 30)):
        Turn.objects.create(
            meeting=ended, item=each, began_at=at(begins), ended_at=at(ends), began_by=manager
        )
    assert first_draft(Minutes(meeting=ended))[0].text == (
        "Present:\n"
        "Dr Robin Chairperson, chair: from 14:00 to 14:30\n"
        "Dr Robin Memberson, clinical member: from 14:00 to 14:20, and from 14:40 to the end\n"
        "Dr Robin Laycock, lay member: from 14:10 to 14:15\n\n"
        "Apologies:\nDr Robin Deputy, deputy chair\n\n"
        "Presided:\nDr Robin Chairperson, chair: to 14:30\n"
        "Dr Robin Memberson, clinical member: from 14:30 to the end\n\n"
        # The member stands aside from the second: who else was out is not named either.
        "Not in the room at the end of an item:\nItem 1: Dr Robin Laycock\nItem 2: 3 members"
    )


def test_who_writes_and_who_saved_first(minutes, item, second, manager, chair, member):
    section = section_of(minutes, item)
    saved = actions.write_section(section=section, written=Written("Mine."), version=1, by=chair)
    assert (saved.text, saved.version, saved.edited_by) == ("Mine.", 2, chair)
    with pytest.raises(Stale) as refusal:
        actions.write_section(section=section, written=Written("Theirs."), version=1, by=manager)
    assert refusal.value.theirs["text"] == "Mine." and refusal.value.version == 2
    with pytest.raises(NotAllowed):
        actions.write_section(section=section, written=Written("No."), version=2, by=member)


def test_what_is_closed_to_the_chair_is_approved_by_the_deputy(minutes, item, chair, deputy, manager):
    assert versions(minutes, deputy) == versions(minutes, manager) == ""
    pag.declare_connection(case=item.case, statement="It came up.", by=chair)
    closed = section_of(minutes, item)
    with pytest.raises(NotAllowed, match="stand aside"):
        actions.write_section(section=closed, written=Written("x"), version=1, by=chair)
    assert versions(minutes, deputy) == f"{closed.pk}.1"
    assert f"{closed.pk}." not in versions(minutes, chair)
    half = actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
    assert not half.is_approved and not Message.objects.filter(subject__contains="approved").exists()
    with pytest.raises(NotAllowed):
        actions.approve(minutes=minutes, versions="", by=chair)
    whole = actions.approve(minutes=minutes, versions=versions(minutes, deputy), by=deputy)
    assert whole.is_approved
    assert Meeting.objects.get(pk=minutes.meeting_id).stage == "approved"


def test_where_nobody_who_presides_may_read_it_the_case_manager_approves(
    minutes, item, chair, deputy, manager
):
    for somebody in (chair, deputy):
        pag.declare_connection(case=item.case, statement="It came up.", by=somebody)
    assert versions(minutes, manager) == f"{section_of(minutes, item).pk}.1"


def test_what_was_changed_meanwhile_is_not_approved_unread(minutes, item, manager, chair):
    read = versions(minutes, chair)
    actions.write_section(section=section_of(minutes, item), written=Written("New."), version=1, by=manager)
    with pytest.raises(Stale, match="changed the minutes"):
        actions.approve(minutes=minutes, versions=read, by=chair)


def test_the_name_of_another_items_practitioner_is_pointed_out_until_it_is_approved(
    minutes, item, second, manager, chair
):
    Practitioner.objects.filter(pk=second.case.practitioner_id).update(last_name="Wiśniewski-Łoś")

    def named(words):
        sections = sections_of(minutes)
        known = known_in(minutes, sections)
        (section,) = (each for each in sections if each.item == item)
        return [(each.words, each.certain) for each in known.named_in(section, words)]

    assert named("As mr. wisniewski-los\u2019s notes say") == [("mr. wisniewski-los\u2019s", False)]
    assert named("as amara Wiśniewski Łoś") == [("amara Wiśniewski Łoś", True)]
    assert named(f"see {second.case.reference.lower()}") == [(second.case.reference.lower(), True)]
    assert named("Mrs Chairperson said so") == [("Mrs Chairperson", False)]
    assert named("Dr Amara Okafor and the chairperson, the wisniewski los") == []
    whole = Written("", more="As with Amara Wiśniewski-Łoś.")
    section = actions.write_section(section=section_of(minutes, item), written=whole, version=1, by=chair)
    for act in (
        lambda: actions.offer(minutes=minutes, by=manager),
        lambda: actions.approve(minutes=minutes, versions=versions(minutes, chair), looked=True, by=chair),
    ):
        with pytest.raises(Refusal, match="Item 1: “Amara Wiśniewski-Łoś” is the practitioner of another"):
            act()
    titled = Written("", more="As with Mr Wisniewski-Los.")
    actions.write_section(section=section, written=titled, version=2, by=chair)
    actions.offer(minutes=minutes, by=manager)
    with pytest.raises(Refusal, match="Look at the names"):
        actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
    done = actions.approve(minutes=minutes, versions=versions(minutes, chair), looked=True, by=chair)
    assert done.is_approved


def test_approved_minutes_are_locked_and_quote_the_record_as_it_was(approved, item, manager, chair):
    section = section_of(approved, item)
    with pytest.raises(Refusal, match="no longer changes"):
        actions.write_section(section=section, written=Written("x"), version=1, by=manager)
    for change in (
        lambda: MinutesSection.objects.filter(pk=section.pk).update(text="x"),
        lambda: Minutes.objects.filter(pk=approved.pk).update(approved_at=None, approved_by=None),
        lambda: MinutesSection.objects.create(minutes=approved, kind="further", place=99),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert ["Decision", "Plums decided."] in section.quoted["lines"]
    assert section.quoted["actions"][0][0] == "Plums picked"
    assert Meeting.objects.get(pk=approved.meeting_id).stage == "approved"


def test_members_are_told_in_a_mail_that_names_nobody(approved, item, member):
    mail = Message.objects.get(to=member.email, subject__startswith="The minutes")
    for never in ("Okafor", "Zimmermann", "Memberson", "Chairperson", item.case.reference):
        assert never not in f"{mail.subject} {mail.body}"
    assert f"/meetings/{approved.meeting_id}/minutes/" in mail.body


def test_a_correction_is_added_once_and_only_to_what_is_approved(
    minutes, item, chair, deputy, manager, member
):
    section = section_of(minutes, item)
    given = {"section": section, "wrong": "Plums.", "right": "Pears.", "submission_key": uuid.uuid4()}
    with pytest.raises(Refusal, match="not approved yet"):
        actions.correct(by=manager, **given)
    actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
    with pytest.raises(NotAllowed):
        actions.correct(by=member, **given)
    pag.declare_connection(case=item.case, statement="It came up.", by=deputy)
    with pytest.raises(NotAllowed):
        actions.correct(by=deputy, **given)
    made = actions.correct(by=chair, **given)
    assert actions.correct(by=chair, **given) == made
    assert section_of(minutes, item).text == "Plums considered."
