"""The practitioner's copy of a triage goes out with a letter, by the letter's own way, and is so shared."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from cases.actions import seal
from cases.models import Contact
from letters import actions
from letters.checks import checks
from letters.markup import unfilled
from letters.models import Letter
from outbox.models import Message
from outbox.tasks import send
from tests.kept import kept
from tests.letters.conftest import open_a_case, ready
from tests.triage import sharing
from tests.triage.conftest import answers
from tests.triage.sent import page_of
from triage import actions as triage
from triage.models import Review, Shown
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal


@kept
def shared(room):
    """Return the room with its case triaged, and a copy of the triage settled for the practitioner."""
    triaged(room)
    room.sharing = sharing.ready(room, sharing.some("summary", "sets of notes"))
    return room


def triaged(room):
    triage.ask_advisor(case=room.case, advisor=room.advisor, by=room.manager)
    triage.declare(case=room.case, answer="none", by=room.advisor)
    draft = Review.objects.get(case=room.case)
    draft = triage.save_review(review=draft, data=answers(), version=1, by=room.advisor)
    room.review = triage.submit_review(review=draft, by=room.advisor)


def draft(room, **changes):
    given = {"case": room.case, "kind": "update", "by": room.manager, "encloses": room.sharing}
    return actions.draft_letter(**given | {"submission_key": uuid.uuid4()} | changes)


def said(letter, room):
    return " ".join(check.sentence for check in checks(letter, person=room.manager))


def test_a_letter_begun_with_it_speaks_of_it_before_anybody_comes_upon_a_score(shared):
    letter = draft(shared)
    assert "## What is enclosed" in letter.text
    assert f"the triage review of {day(shared.review.reviewed_on)}" in letter.text
    assert f"please tell me by {day(shared.sharing.comments_by)}" in letter.text
    assert letter.subject == "Where your case stands now, and what the triage review says"
    assert "does not speak of it" not in said(letter, shared)
    assert not set(unfilled(letter.text)) & {"triage date", "comments by"}
    assert "What is enclosed" not in draft(shared, encloses=None).text


def test_by_email_both_go_in_one_message_and_it_counts_as_shared_once_that_has_left(shared):
    letter = ready(draft(shared), by=shared.manager)
    assert "Enclosed: What the triage review of" in letter.html
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=shared.manager
    )
    message = Message.objects.get(key=letter.message_key)
    assert message.enclosure == shared.sharing.pdf.file
    assert message.enclosure_name == f"letter-{letter.number}-{shared.case.reference}-enclosed.pdf"
    assert "a second one" in message.body
    assert "Monday to Friday, 9am to 5pm, or at " in message.body
    assert not Shown.objects.exists()
    send(message.pk)
    shown = Shown.objects.get()
    assert (shown.sharing, shown.letter_key, shown.how) == (shared.sharing, letter.pk, "email")
    assert not Contact.objects.filter(summary__contains="shared").exists()


def test_by_post_it_counts_from_the_day_of_posting(shared):
    letter = ready(draft(shared), by=shared.manager)
    for _click in range(2):
        actions.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=shared.manager)
    shown = Shown.objects.get()
    assert (shown.how_words, shown.on) == ("with a letter, by post", today())


def test_whether_they_were_told_follows_from_the_letter_and_not_from_what_is_enclosed(shared):
    """An update does not tell the outcome of a meeting, with or without a score in it."""
    letter = ready(draft(shared), by=shared.manager)
    actions.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=shared.manager)
    shared.case.summary.refresh_from_db()
    assert shared.case.summary.told_since_meeting is False


def test_what_is_enclosed_is_settled_with_the_words(shared):
    letter = ready(draft(shared), by=shared.manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(encloses=None)
    assert actions.replace_letter(letter=letter, by=shared.manager).encloses == shared.sharing


def test_it_can_be_put_in_and_taken_out_while_the_letter_is_a_draft(shared):
    letter = shared.letter
    words = {"subject": "S", "text": "Dear Dr Okafor, all is said.", "by": shared.manager}
    letter = actions.edit_letter(letter=letter, version=letter.version, encloses=shared.sharing, **words)
    assert "does not speak of it" in said(letter, shared)
    letter = actions.edit_letter(letter=letter, version=letter.version, **words)
    assert letter.encloses == shared.sharing, "Nothing was said about it."
    words["text"] = "The review is enclosed."
    letter = actions.edit_letter(letter=letter, version=letter.version, encloses=None, **words)
    assert letter.encloses is None
    assert "says that something is enclosed, and nothing is" in said(letter, shared)


def test_only_a_copy_of_the_case_that_is_made_and_open_to_one_is_enclosed(shared):
    other = open_a_case(shared.manager, shared.organisation)
    with pytest.raises(Refusal, match="another case"):
        draft(shared, case=other)
    unmade = sharing.settle(shared)
    with pytest.raises(Refusal, match="not ready yet"):
        draft(shared, encloses=unmade)
    letter = ready(draft(shared), by=shared.manager)
    seal(case=shared.case, person=shared.manager, topic=shared.review.topic, by=shared.officer)
    with pytest.raises(NotAllowed):
        draft(shared)
    with pytest.raises(NotAllowed):
        actions.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=shared.manager)


class TestPages:
    @pytest.fixture
    def manager(self, client, shared):
        client.force_login(shared.manager)
        return client

    def test_from_the_triage_to_a_letter_that_encloses_it(self, manager, shared):
        case = f"/cases/{shared.case.reference}"
        page = manager.get(f"{case}/triage/").content.decode()
        begin = f"{case}/letters/new/?which=update&amp;encloses={shared.sharing.pk}"
        assert f'href="{begin}"' in page
        begin = begin.replace("&amp;", "&")
        assert "goes with the letter you choose" in manager.get(begin).content.decode()
        manager.post(begin, {"which": "update", "submission_key": uuid.uuid4()})
        letter = Letter.objects.get(kind="update")
        assert letter.encloses == shared.sharing
        written = page_of(manager.get(letter.get_absolute_url()))
        assert written.one("[name=encloses][checked]").get("value") == str(shared.sharing.pk)
        sent = {
            "subject": "S", "text": "T", "print_size": "standard", "version": letter.version, "encloses": "",
            "next_update_on_day": 1, "next_update_on_month": 12, "next_update_on_year": today().year + 1,
        }  # fmt: skip
        assert manager.post(letter.get_absolute_url(), sent).status_code == 302
        letter.refresh_from_db()
        assert letter.encloses is None

    def test_a_copy_that_is_not_open_to_the_writer_is_not_offered_and_stays(self, manager, shared):
        letter = draft(shared)
        seal(case=shared.case, person=shared.manager, topic=shared.review.topic, by=shared.officer)
        page = manager.get(letter.get_absolute_url()).content.decode()
        assert 'name="encloses"' not in page
        assert "What the triage review of" in page, "It is said, without a link."
        assert f"/pdfs/{shared.sharing.pdf_id}/" not in page

    def test_before_sending_it_is_said_that_two_go(self, manager, shared):
        letter = ready(draft(shared), by=shared.manager)
        page = manager.get(f"{letter.get_absolute_url()}send/").content.decode()
        assert "enclosed with it “What the triage review of" in page
        posted = manager.get(f"{letter.get_absolute_url()}post/").content.decode()
        assert "and what is enclosed with it" in posted
        assert f"/pdfs/{shared.sharing.pdf_id}/" in manager.get(letter.get_absolute_url()).content.decode()
