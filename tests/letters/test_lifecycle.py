"""From draft to told: the moves, who may make them, and what never changes afterwards."""

import datetime as dt
import hashlib
import uuid
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Event
from cases.models import SearchRow
from documents.models import Pdf
from letters import actions
from letters.letterhead import html
from letters.models import Kind, Letter
from letters.transitions import FINAL, MOVES, State, can_move, check_move
from outbox.models import Message
from outbox.settling import settle
from outbox.tasks import send
from tests.letters.conftest import approved, call, complete, decide, ready, sent
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale

PAIRS = [(start, end) for start in State for end in State]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_only_moves_of_the_table_are_made(start: State, end: State) -> None:
    if end in MOVES[start]:
        check_move(start, end)
    else:
        with pytest.raises(Refusal, match=State(start).label.lower()):
            check_move(start, end)


def test_what_went_out_goes_nowhere() -> None:
    assert {State.SENT, State.POSTED, State.SET_ASIDE} == FINAL
    assert not can_move(State.DRAFT, State.SENT)


def test_a_recorded_decision_makes_one_draft(room: Any) -> None:
    again = actions.draft_letter(case=room.case, kind=Kind.OUTCOME, by=room.manager, decision=room.decision)
    assert again == room.letter
    assert room.letter.is_draft
    assert room.letter.meeting_date == room.decision.decided_on


def test_the_same_key_drafts_once(room: Any) -> None:
    key = uuid.uuid4()
    first, second = (
        actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager, submission_key=key)
        for _ in "ab"
    )
    assert first == second
    assert Letter.objects.filter(kind=Kind.FIRST).count() == 1


def test_an_outcome_letter_needs_a_decision(room: Any) -> None:
    with pytest.raises(Refusal, match="about a decision"):
        actions.draft_letter(case=room.case, kind=Kind.OUTCOME, by=room.manager)
    with pytest.raises(Refusal, match="about a decision"):
        actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager, decision=room.decision)


def test_an_unfilled_placeholder_is_named_and_stops_approval(room: Any) -> None:
    letter = actions.edit_letter(
        letter=room.letter,
        subject="S",
        text="Dear [[somebody_else]], by [[reply_by]]",
        version=1,
        by=room.manager,
    )
    with pytest.raises(Refusal, match="“somebody else”, “reply by”"):
        actions.approve(letter=letter, version=letter.version, by=room.manager)
    letter.refresh_from_db()
    assert letter.is_draft


def test_a_letter_the_font_lacks_stops_approval(room: Any) -> None:
    letter = actions.edit_letter(letter=room.letter, subject="S", text="Dear 王", version=1, by=room.manager)
    with pytest.raises(Refusal, match="王"):
        actions.approve(letter=letter, version=letter.version, by=room.manager)


def test_approving_freezes_the_words_and_asks_for_the_pdf(room: Any) -> None:
    letter = approved(room.letter, by=room.officer)
    assert (letter.state, letter.approved_by) == (State.APPROVED, room.officer)
    assert letter.addressee == "Dr Amara Okafor\n1 Invented Street\nTestford\nTE1 1ST"
    assert letter.salutation == "Dear Dr Okafor"
    assert letter.html == letter.pdf.html == html(letter)
    assert letter.html_sha256 == hashlib.sha256(letter.html.encode()).hexdigest()
    assert "<mark" not in letter.html


def test_what_changes_on_the_case_later_changes_no_approved_letter(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    practitioner = letter.case.practitioner
    practitioner.last_name = "Somebody-Else"
    practitioner.save()
    room.organisation.name = "Another Name"
    room.organisation.save()
    fresh = Letter.objects.get(pk=letter.pk)
    assert html(fresh) == letter.html


def test_approving_what_somebody_changed_since_is_refused(room: Any) -> None:
    letter = complete(room.letter, by=room.manager)
    with pytest.raises(Stale):
        actions.approve(letter=letter, version=letter.version - 1, by=room.officer)


def test_approving_twice_is_once(room: Any) -> None:
    letter = complete(room.letter, by=room.manager)
    first = actions.approve(letter=letter, version=letter.version, by=room.manager)
    second = actions.approve(letter=letter, version=letter.version, by=room.manager)
    assert first.approved_at == second.approved_at
    assert Pdf.objects.filter(kind="letter", subject_key=letter.pk).count() == 1


def test_the_pdf_makes_it_ready(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    assert letter.state == State.READY
    assert letter.file_sha256 == letter.pdf.file.sha256
    with letter.pdf.file.content.open("rb") as content:
        assert content.read(5) == b"%PDF-"


def test_it_cannot_be_sent_before_its_pdf_is_made(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    with pytest.raises(Refusal, match="“approved”"):
        actions.send_by_email(
            letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
        )
    assert not Message.objects.exists()


def test_a_second_click_on_send_sends_no_second_message(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    for _ in "ab":
        actions.send_by_email(
            letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
        )
    assert Message.objects.count() == 1


def test_another_person_sending_at_once_is_told(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    actions.send_by_email(letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager)
    with pytest.raises(Stale):
        actions.send_by_email(
            letter=letter, to_email="amara@home.test", version=letter.version, by=room.officer
        )


def test_it_goes_only_to_an_address_of_the_practitioner(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    for address in ("", "somebody@elsewhere.test"):
        with pytest.raises(Refusal, match="not an address"):
            actions.send_by_email(letter=letter, to_email=address, version=letter.version, by=room.manager)


def test_sent_by_email_with_the_pdf_and_no_personal_data_in_the_subject(room: Any) -> None:
    letter = sent(room.letter, by=room.manager)
    assert letter.state == State.SENT
    (message,) = mail.outbox
    assert message.to == ["amara@home.test"]
    assert "Okafor" not in message.subject
    assert message.subject.endswith(f"our reference {room.case.reference}")
    (name, content, kind) = message.attachments[0]
    assert (name, kind) == (f"letter-1-{room.case.reference}.pdf", "application/pdf")
    assert hashlib.sha256(content).hexdigest() == letter.file_sha256


def test_sending_tells_the_practitioner_and_promises_the_next_news(room: Any) -> None:
    letter = sent(room.letter, by=room.manager)
    room.case.summary.refresh_from_db()
    assert room.case.summary.last_told_on == today()
    assert room.case.summary.told_since_meeting
    assert room.case.summary.next_due.isoformat() == letter.context["next_update"]
    assert SearchRow.objects.filter(source=f"letter:{letter.pk}").exists()
    kinds = set(Event.objects.of_case(room.case.pk).values_list("kind", flat=True))
    assert {"letters.drafted", "letters.approved", "letters.sent"} <= kinds


def test_an_email_that_could_not_be_sent_can_go_to_another_address(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    letter = actions.send_by_email(
        letter=letter, to_email="amara@work.test", version=letter.version, by=room.manager
    )
    fail(letter, Message.State.FAILED)
    assert (letter.state, letter.trouble) == (State.FAILED, "The mail server refused it.")
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
    )
    send(Message.objects.get(key=letter.message_key).pk)
    letter.refresh_from_db()
    assert (letter.state, letter.to_email, letter.trouble) == (State.SENT, "amara@home.test", "")
    assert Message.objects.for_a_person().count() == 0


def test_an_unknown_fate_is_settled_by_a_person(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
    )
    fail(letter, Message.State.UNKNOWN)
    assert letter.state == State.UNKNOWN
    letter = actions.confirm_sent(letter=letter, by=room.manager)
    assert letter.state == State.SENT
    room.case.summary.refresh_from_db()
    assert room.case.summary.last_told_on == today()


def test_what_comes_back_late_does_not_undo_a_posted_letter(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
    )
    fail(letter, Message.State.UNKNOWN)
    told = call(room.case, by=room.manager)
    letter = actions.mark_posted(
        letter=letter, posted_on=today(), version=letter.version, by=room.manager, call=told
    )
    fail(letter, Message.State.FAILED)
    assert letter.state == State.POSTED


def fail(letter: Letter, state: str) -> None:
    message = Message.objects.get(key=letter.message_key)
    Message.objects.filter(pk=message.pk).update(state="sending", settled_at=None)
    message.refresh_from_db()
    settle(message=message, state=Message.State(state), error="The mail server refused it.")
    letter.refresh_from_db()


def test_an_outcome_letter_is_posted_only_after_a_call(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    post = {"letter": letter, "posted_on": today(), "version": letter.version, "by": room.manager}
    with pytest.raises(Refusal, match="after a call"):
        actions.mark_posted(**post)
    before = call(room.case, by=room.manager, on=room.letter.meeting_date - dt.timedelta(days=1))
    not_told = call(room.case, by=room.manager, told=False)
    text = call(room.case, by=room.manager, how="text")
    for contact in (before, not_told, text):
        with pytest.raises(Refusal, match="does not come between"):
            actions.mark_posted(**post, call=contact)
    letter = actions.mark_posted(**post, call=call(room.case, by=room.manager))
    assert (letter.state, letter.posted_on) == (State.POSTED, today())


def test_posting_is_dated_between_approval_and_today(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    told = call(room.case, by=room.manager)
    for days, sentence in ((1, "in the future"), (-1, "approved after")):
        with pytest.raises(Refusal, match=sentence):
            actions.mark_posted(
                letter=letter,
                posted_on=today() + dt.timedelta(days=days),
                version=letter.version,
                by=room.manager,
                call=told,
            )


def test_a_first_letter_is_posted_without_a_call(room: Any) -> None:
    letter = ready(actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager), by=room.manager)
    letter = actions.mark_posted(letter=letter, posted_on=today(), version=letter.version, by=room.manager)
    assert letter.state == State.POSTED


def test_another_letter_does_not_tell_the_outcome(room: Any) -> None:
    letter = actions.draft_letter(case=room.case, kind=Kind.REFLECTIONS, by=room.manager)
    sent(letter, by=room.manager)
    room.case.summary.refresh_from_db()
    assert room.case.summary.last_told_on is None


def test_two_people_editing_see_both_versions(room: Any) -> None:
    actions.edit_letter(letter=room.letter, subject="Mine", text="My words", version=1, by=room.officer)
    with pytest.raises(Stale) as stale:
        actions.edit_letter(
            letter=room.letter, subject="Mine", text="Other words", version=1, by=room.manager
        )
    assert stale.value.theirs == {"text": "My words"}
    assert stale.value.version == 2


def test_an_approved_letter_is_not_edited(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    with pytest.raises(Refusal, match="no longer change"):
        actions.edit_letter(letter=letter, subject="S", text="T", version=letter.version, by=room.manager)


def test_a_correction_is_a_new_letter_that_names_the_old_one(room: Any) -> None:
    old = sent(room.letter, by=room.manager)
    new = actions.replace_letter(letter=old, by=room.manager)
    assert new == actions.replace_letter(letter=old, by=room.manager)
    assert (new.replaces, new.number, new.state) == (old, 2, State.DRAFT)
    assert "takes the place of the one I sent you on" in new.text.split("\n\n")[1]
    old.refresh_from_db()
    assert old.state == State.SENT


def test_a_letter_not_sent_is_set_aside_by_its_replacement(room: Any) -> None:
    old = ready(room.letter, by=room.manager)
    new = actions.replace_letter(letter=old, by=room.manager)
    old.refresh_from_db()
    assert old.state == State.SET_ASIDE
    assert "takes the place" not in new.text
    sent(new, by=room.manager)


def test_a_letter_on_its_way_is_not_replaced(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
    )
    with pytest.raises(Refusal, match="not known yet"):
        actions.replace_letter(letter=letter, by=room.manager)


@pytest.mark.parametrize("who", ["lead", "advisor"])
def test_only_those_who_write_or_approve_letters_act(room: Any, who: str) -> None:
    person = getattr(room, who)
    letter = room.letter
    asked: list[Any] = [
        lambda: actions.draft_letter(case=room.case, kind=Kind.FIRST, by=person),
        lambda: actions.edit_letter(letter=letter, subject="S", text="T", version=1, by=person),
        lambda: actions.approve(letter=letter, version=1, by=person),
        lambda: actions.set_aside(letter=letter, by=person),
        lambda: actions.replace_letter(letter=letter, by=person),
        lambda: actions.send_by_email(letter=letter, to_email="amara@home.test", version=1, by=person),
        lambda: actions.mark_posted(letter=letter, posted_on=today(), version=1, by=person),
    ]
    for act in asked:
        with pytest.raises(NotAllowed), transaction.atomic():
            act()


def test_a_responsible_officer_approves_and_does_not_begin_letters(room: Any) -> None:
    approved(room.letter, by=room.officer)
    with pytest.raises(NotAllowed):
        actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.officer)


@pytest.mark.parametrize(
    "change",
    [{"text": "other"}, {"html": "<p>"}, {"subject": "x"}, {"addressee": "y"}, {"approved_at": None}],
)
def test_the_database_keeps_approved_words(room: Any, change: dict[str, Any]) -> None:
    letter = approved(room.letter, by=room.manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)


@pytest.mark.parametrize(
    "change", [{"version": 99}, {"state": "draft"}, {"to_email": "x@y.test"}, {"trouble": "x"}]
)
def test_the_database_keeps_everything_of_a_sent_letter(room: Any, change: dict[str, Any]) -> None:
    letter = sent(room.letter, by=room.manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)


def test_the_database_deletes_no_letter(room: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        room.letter.delete()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "approved"},
        {"state": "sent"},
        {"state": "posted"},
        {"state": "nonsense"},
        {"decision": None},
        {"html": "<p>half</p>"},
        {"posted_on": dt.date(2026, 1, 1)},
    ],
)
def test_the_database_holds_no_half_letter(room: Any, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=room.letter.pk).update(**change)


def test_one_outcome_letter_a_decision(room: Any) -> None:
    letter = room.letter
    letter.pk, letter.number = None, 9
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save(force_insert=True)


def test_published_wording_never_changes(room: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        type(room.letter.template).objects.filter(pk=room.letter.template_id).update(subject="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        room.letter.template.delete()


def test_a_decision_recorded_later_has_its_own_letter(room: Any) -> None:
    second = decide(
        room.case,
        by=room.manager,
        group=room.group,
        days_ago=1,
        kinds=["adjourn"],
        adjourned_until=today() + dt.timedelta(days=20),
        adjourned_for="The practice's own records",
    )
    letter = Letter.objects.get(decision=second)
    assert letter.number == 2
    assert "The group has adjourned your case" in letter.text
    assert "The practice's own records" in letter.text
