"""Each member's papers hold what is open to them, are made once, and follow what changes."""

import datetime as dt
import subprocess
import uuid

import pytest
from django.utils import timezone

from audit.models import Event
from cases.actions import answer_safety, receive_account
from cases.actions.record import SafetyAnswer
from outbox.models import Message
from pag import actions as pag
from pag.agenda.actions import add_other
from pag.models import Look, PackPart, PackVersion
from pag.packs import actions, beside, tasks
from pag.packs.state import may_open
from pag.work import work_for
from tests.pag.packs.papers import pdf_of, picture
from tests.pag.packs.working import choose, newest, pages_of, settle, work
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "asked")]
State = PackVersion.State


def test_papers_hold_the_open_items_with_account_and_documents(
    open_to, add, manager, meeting, chair, member, asked
):
    item, second = open_to
    receive_account(
        case=item.case, text="I was alone.", received_on=today(), how="letter", submission_key=uuid.uuid4(),
        by=manager,
    )  # fmt: skip
    letter, photo = add(item.case), add(item.case, "Photo.png", picture())
    mail = add(item.case, "Mail.eml", b"From: a@example.test\nTo: b@example.test\nSubject: x\n\nx")
    locked = add(second.case, "Locked.pdf", pdf_of("Hidden", password="x"))
    choose(item, letter, photo, mail, by=manager)
    choose(second, locked, by=manager)
    settle(manager)
    actions.send_out(meeting=meeting, by=manager)
    work()
    theirs, chairs = newest(member), newest(chair)
    assert (theirs.state, theirs.number, chairs.state) == (State.READY, 1, State.READY)
    subprocess.run(["qpdf", "--check", chairs.file.content.path], check=True, capture_output=True)
    pages = pages_of(theirs)
    assert len(pages) == theirs.pages == 4
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 4" in page
        assert f"{member.name}, version 1" in page
    assert "Okafor" in pages[0] and "It is not a PDF or a picture." in pages[0]
    assert "I was alone." in pages[1] and "Words of Letter" in pages[2]
    # The member has not declared on the second item: neither its number's case nor its name is there.
    assert "Zimmermann" not in "".join(pages)
    assert second.case.reference not in "".join(pages)
    contents = pages_of(chairs)[0]
    assert "Zimmermann" in contents and "It is protected with a password." in contents
    # Each part was made once for both.
    assert PackPart.objects.count() == 5
    assert set(PackPart.objects.values_list("attempts", flat=True)) == {1}
    mails = Message.objects.filter(key__startswith="papers-")
    assert {each.to for each in mails} == {chair.email, member.email}
    assert not any(
        name in f"{each.subject}{each.body}" for each in mails for name in ("Okafor", "NW-", "Memb")
    )


def test_nobody_else_sends_and_before_that_nothing_is_made(open_to, meeting, chair, manager, asked):
    tasks.keep_all()
    assert not PackVersion.objects.exists()
    with pytest.raises(NotAllowed):
        actions.send_out(meeting=meeting, by=chair)
    actions.send_out(meeting=meeting, by=manager)
    actions.keep_up_to_date(meeting=meeting)
    assert PackVersion.objects.count() == 2


def test_choosing_is_checked(open_to, add, manager, chair, asked):
    item, second = open_to
    elsewhere = add(second.case)
    with pytest.raises(NotAllowed):
        choose(item, by=chair)
    with pytest.raises(Refusal, match="no longer with this case"):
        choose(item, elsewhere, by=manager)
    choose(item, by=manager)
    with pytest.raises(Stale):
        choose(item, by=manager)
    pag.take_off_agenda(item=second, reason="Later.", by=manager)
    with pytest.raises(Refusal, match="no longer open"):
        choose(second, elsewhere, by=manager)


def test_a_document_whose_topic_is_closed_to_the_member_is_not_in_theirs(
    open_to, add, manager, meeting, member, asked
):
    item, _second = open_to
    closed = add(item.case, "Whistle.pdf", topic="source")
    choose(item, closed, by=manager)
    actions.send_out(meeting=meeting, by=manager)
    work()
    assert "Whistle" not in "".join(pages_of(newest(member)))


def test_a_change_makes_a_new_version_that_says_what(open_to, add, manager, meeting, member, chair, asked):
    item, second = open_to
    actions.send_out(meeting=meeting, by=manager)
    work()
    first = newest(member)
    assert may_open(first)
    actions.record_opened(version=first, by=member)
    choose(item, add(item.case), by=manager)
    tasks.keep(meeting.pk)
    pag.declare(item=second, answer="none", by=member)
    tasks.keep(meeting.pk)
    first.refresh_from_db()
    assert first.superseded_at and not may_open(first)
    # Two changes before it was made are one version.
    again = newest(member)
    assert (again.number, again.state) == (2, State.WAITING)
    assert again.changes == ["Item 1: document 1 was added.", "Item 2 is new."]
    work()
    again.refresh_from_db()
    text = pages_of(again)[0]
    assert "What changed since version 1" in text and "Item 2 is new." in text
    assert newest(chair).changes == ["Item 1: document 1 was added."]
    said = Event.objects.filter(kind="pack.opened", subject_key=first.pk)
    assert set(said.values_list("actor_key", "case_key")) == {(member.pk, None), (member.pk, item.case_id)}
    pag.take_off_agenda(item=second, reason="Later.", by=manager)
    tasks.keep(meeting.pk)
    assert newest(member).changes == ["Item 2 is no longer among your papers."]


def test_who_stands_aside_can_open_no_version_with_the_item_from_that_moment(
    open_to, manager, meeting, chair, asked
):
    item, _second = open_to
    actions.send_out(meeting=meeting, by=manager)
    work()
    version = newest(chair)
    assert may_open(version)
    pag.declare(item=item, answer="yes", statement="A cousin.", by=chair)
    assert not may_open(version)
    tasks.keep(meeting.pk)
    work()
    after = newest(chair)
    assert after.number == 2 and may_open(after)
    assert "Okafor" not in "".join(pages_of(after))
    assert after.changes == ["Item 1 is no longer among your papers."]


def test_papers_say_what_stands_on_the_agenda_beside_the_cases_and_that_a_case_was_scored_twice(
    open_to, manager, meeting, member, asked, monkeypatch
):
    item, _second = open_to
    step = SafetyAnswer(unsafe=True, step="No work alone.", decided_by="Dr Lead", review_on=today())
    answer_safety(case=item.case, answer=step, by=manager)
    given = {"meeting": meeting, "by": manager}
    add_other(title="Visits", words="Who visits <where>?", submission_key=uuid.uuid4(), **given)
    told = [beside.Entry(beside.SECOND, item.pk, "Scored twice", ["No score has been agreed yet."])]
    monkeypatch.setattr(beside, "_seconds", lambda _person, papers: told if papers else [])
    actions.send_out(meeting=meeting, by=manager)
    work()
    contents = pages_of(newest(member))[0]
    for said in ("No work alone.", "3. Visits", "Who visits <where>?", "No score has been agreed yet."):
        assert said in contents
    add_other(title="Dates", words="", submission_key=uuid.uuid4(), **given)
    tasks.keep(meeting.pk)
    work()
    after = newest(member)
    assert after.changes == ["Item 4 is new."] and may_open(after)
    # What was dealt with since makes no new version; what closes does so at once, beside the cases too.
    answer_safety(case=item.case, answer=SafetyAnswer(unsafe=False), by=manager)
    tasks.keep(meeting.pk)
    assert newest(member) == after
    after.plan = [each for each in after.plan if each.get("beside") == beside.STEP]
    assert may_open(after)
    pag.declare(item=item, answer="yes", statement="A cousin.", by=member)
    assert not may_open(after)


def test_what_closes_while_papers_are_made_is_not_in_them(open_to, manager, meeting, chair, asked):
    item, _second = open_to
    actions.send_out(meeting=meeting, by=manager)
    pag.declare(item=item, answer="unsure", statement="Perhaps.", by=chair)
    # The worker comes before anybody looked at the change.
    tasks.make(newest(chair).pk)
    assert [each["position"] for each in newest(chair).plan] == [2]
    work()
    assert "Okafor" not in "".join(pages_of(newest(chair)))


def test_what_a_killed_worker_left_is_taken_up_and_made_once(
    open_to, add, manager, meeting, member, asked, monkeypatch
):
    item, _second = open_to
    choose(item, add(item.case), by=manager)
    actions.send_out(meeting=meeting, by=manager)
    part, version = PackPart.objects.get(), newest(member)
    now, lease = timezone.now(), dt.timedelta(minutes=1)
    assert PackPart.objects.claim(part.pk, at=now, lease=lease)
    tasks.make_part(part.pk)
    tasks.make(version.pk)
    version.refresh_from_db()
    assert version.state == State.WAITING
    PackPart.objects.update(lease_until=now)
    asked.clear()
    tasks.sweep()
    assert (tasks.make_part, part.pk) in asked
    work()
    version.refresh_from_db()
    made = version.file_id
    tasks.make(version.pk)
    version.refresh_from_db()
    assert (version.state, version.file_id, version.attempts) == (State.READY, made, 1)
    assert Message.objects.filter(key=f"papers-{version.pk}").count() == 1


def test_one_that_cannot_be_made_says_so_and_is_tried_again_when_asked(
    open_to, manager, meeting, chair, asked, monkeypatch
):
    actions.send_out(meeting=meeting, by=manager)

    def breaks(*_arguments):
        raise RuntimeError("a name nobody should read")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "make_pack", breaks)
        for _turn in range(tasks.TRIES):
            work()
    version = newest(chair)
    assert version.state == State.FAILED and "Tell your IT team" in version.error
    sentence = f"The papers of 2 members could not be made for the meeting on {day(meeting.day)}"
    assert [each for each in work_for(manager) if each.sentence.startswith(sentence)]
    with pytest.raises(NotAllowed):
        actions.try_again(meeting=meeting, by=chair)
    actions.try_again(meeting=meeting, by=manager)
    assert not [each for each in work_for(manager) if "could not be made" in each.sentence]
    work()
    assert newest(chair).state == State.READY


def test_contents_that_grow_over_a_page_still_give_the_right_numbers(
    open_to, add, manager, meeting, member, asked
):
    item, _second = open_to
    # Three lines of contents each.
    name = "as it was written down that day " * 5 + "and kept"
    documents = [
        add(item.case, f"Paper {number} {name}.pdf", pdf_of(f"Words of Paper {number}"))
        for number in range(1, 17)
    ]
    actions.choose_documents(item=item, documents=documents, version=0, by=manager)
    Look.objects.update(state=State.READY)
    actions.send_out(meeting=meeting, by=manager)
    work()
    pages = pages_of(newest(member))
    last = next(number for number, page in enumerate(pages, 1) if "Words of Paper 16" in page)
    assert last == len(pages) > 17
    contents = " ".join("".join(pages[: last - 16]).split())
    assert f"Document 16: Paper 16 {name} {last}" in contents
