"""A message leaves once, or everybody knows that it did not, or that nobody knows."""

import datetime as dt
import email
import email.policy
import re
import smtplib

import environ
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from files.actions import store_made
from outbox import tasks
from outbox.actions import withdraw
from outbox.models import Message
from outbox.settling import settle
from outbox.signals import settled
from tests.outbox.conftest import lease_over, put, wait_over

pytestmark = pytest.mark.django_db
State = Message.State


def sent(message: Message) -> Message:
    tasks.send(message.pk)
    message.refresh_from_db()
    return message


def test_a_message_arrives(mailbox, told):
    message = sent(put())
    assert message.state == State.SENT
    assert message.settled_at is not None
    assert told == [State.SENT]
    arrived = email.message_from_bytes(mailbox.arrived[0], policy=email.policy.default)
    assert arrived["To"] == "amara.okafor@example.test"
    assert arrived["Subject"] == "A letter for you"
    assert arrived.get_content().strip() == "The letter is attached."


def test_a_message_is_never_sent_twice(mailbox):
    message = put()
    for _again in range(3):
        sent(message)
    tasks.sweep()
    assert len(mailbox.arrived) == 1
    assert message.attempts == 1


def test_while_it_is_being_sent_nobody_else_sends_it(mailbox):
    message = put()
    assert Message.objects.claim(message.pk, at=timezone.now(), lease=tasks.LEASE)
    assert sent(message).state == State.SENDING
    assert mailbox.arrived == []


def test_a_letter_goes_with_it_and_what_is_enclosed(mailbox, media):
    letter, report = (
        store_made(f"%PDF-1.7 {name}".encode(), name=f"{name}.pdf", content_type="application/pdf")
        for name in ("letter", "report")
    )
    sent(
        put(
            attachment=letter,
            attachment_name="Letter 1.pdf",
            enclosure=report,
            enclosure_name="Report.pdf",
        )
    )
    arrived = email.message_from_bytes(mailbox.arrived[0], policy=email.policy.default)
    attached = list(arrived.iter_attachments())
    assert [each.get_filename() for each in attached] == ["Letter 1.pdf", "Report.pdf"]
    assert {each.get_content_type() for each in attached} == {"application/pdf"}
    assert [each.get_content() for each in attached] == [b"%PDF-1.7 letter", b"%PDF-1.7 report"]


def test_every_attempt_carries_the_same_message_id(mailbox, settings):
    settings.SITE_URL = "https://cases.example.test"
    mailbox.data = "451 later"
    message = sent(put())
    mailbox.data = "250 OK"
    first = tasks._email(message).extra_headers["Message-ID"]
    wait_over(message)
    sent(message)
    arrived = email.message_from_bytes(mailbox.arrived[0], policy=email.policy.default)
    assert arrived["Message-ID"] == first
    assert re.fullmatch(r"<\d+\.\d+@cases\.example\.test>", first)


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_refusal_for_good_fails_with_a_reason(mailbox, told, stage):
    setattr(mailbox, stage, "550 no such mailbox")
    message = sent(put())
    assert message.state == State.FAILED
    assert message.error == "The mail server refused it (code 550). Check the address."
    assert told == [State.FAILED]
    assert "amara" not in message.error


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_not_now_means_later_and_later_still(mailbox, told, stage):
    setattr(mailbox, stage, "451 try again")
    message = put()
    waits = []
    for _each in range(3):
        wait_over(message)
        before = timezone.now()
        assert sent(message).state == State.WAITING
        waits.append((message.not_before - before).total_seconds())
    assert waits == [pytest.approx(seconds, abs=5) for seconds in (30, 60, 120)]
    assert told == []
    sent(message)
    assert message.attempts == 3, "before its time nothing is tried"
    setattr(mailbox, stage, "250 OK")
    wait_over(message)
    assert sent(message).state == State.SENT


def test_a_server_that_is_away_is_tried_again_and_given_up_in_the_end(settings, told):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = put()
    for _each in range(tasks.TRIES - 1):
        wait_over(message)
        assert sent(message).state == State.WAITING
    assert message.not_before < timezone.now() + dt.timedelta(hours=1, seconds=1)
    wait_over(message)
    assert sent(message).state == State.FAILED
    assert "too many times" in message.error
    assert told == [State.FAILED]


def test_a_server_that_goes_away_before_the_text_left_is_tried_again(mailbox, told):
    mailbox.rcpt = None
    assert sent(put()).state == State.WAITING
    assert told == []


def test_a_server_that_goes_away_after_the_text_left_leaves_it_unknown(mailbox, told):
    mailbox.data = None
    message = sent(put())
    assert message.state == State.UNKNOWN
    assert "may have left or not" in message.error
    assert told == [State.UNKNOWN]
    mailbox.data = "250 OK"
    sent(message)
    tasks.sweep()
    assert mailbox.arrived == [], "only a person decides to send it again"


def test_a_server_without_a_goodbye_changes_nothing(mailbox, monkeypatch):
    def rude(_self):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("smtplib.SMTP.quit", rude)
    assert sent(put()).state == State.SENT


def test_a_letter_whose_bytes_are_gone_is_not_blamed_on_the_mail_server(mailbox, media, told):
    letter = store_made(b"%PDF-1.7", name="letter.pdf", content_type="application/pdf")
    message = put(attachment=letter, attachment_name="Letter 1.pdf")
    letter.content.storage.delete(letter.content.name)
    for _try in range(tasks.TRIES):
        wait_over(message)
        sent(message)
    assert message.state == State.FAILED
    assert "could not be read" in message.error and "mail server" not in message.error
    assert mailbox.arrived == []
    assert told == [State.FAILED]


def test_a_sender_that_never_came_back_leaves_it_unknown(mailbox, told):
    message = put()
    Message.objects.claim(message.pk, at=timezone.now(), lease=tasks.LEASE)
    tasks.sweep()
    message.refresh_from_db()
    assert message.state == State.SENDING, "it may still be at work"
    lease_over(message)
    tasks.sweep()
    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    assert told == [State.UNKNOWN]


def test_a_message_that_nobody_can_note_keeps_no_other_from_being_looked_after(monkeypatch):
    """One that was lost in sending and whose end an app above cannot take in; one lost, one due."""
    stuck, lost, due = put(), put(), put()
    for message in (stuck, lost):
        Message.objects.claim(message.pk, at=timezone.now(), lease=tasks.LEASE)
        lease_over(message)

    def cannot(message: Message, **_kwargs: object) -> None:
        if message == stuck:
            raise LookupError

    asked: list[int] = []
    monkeypatch.setattr(tasks, "enqueue", lambda _task, pk: asked.append(pk))
    settled.connect(cannot)
    try:
        tasks.sweep()
    finally:
        settled.disconnect(cannot)
    lost.refresh_from_db()
    assert lost.state == State.UNKNOWN
    assert asked == [due.pk]
    stuck.refresh_from_db()
    assert stuck.state == State.SENDING, "it is looked at again the next time"


def test_a_sender_that_comes_back_late_changes_nothing(mailbox, told):
    message = put()
    late = Message.objects.claim(message.pk, at=timezone.now(), lease=tasks.LEASE)
    lease_over(message)
    tasks.sweep()
    Message.objects.filter(pk=message.pk).update(state=State.WAITING, settled_at=None)
    Message.objects.claim(message.pk, at=timezone.now(), lease=tasks.LEASE)
    settle(message=late, state=State.SENT)
    tasks._try_later(late, OSError())
    message.refresh_from_db()
    assert message.state == State.SENDING
    assert told == [State.UNKNOWN]


def test_the_same_key_is_one_message(mailbox):
    first = put(key="letter:7:approved", body="First")
    again = put(key="letter:7:approved", body="Second")
    assert again == first
    assert again.body == "First"
    assert Message.objects.count() == 1


def test_it_is_put_in_the_queue_only_after_commit(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(tasks.send, "apply_async", lambda arguments, **_options: asked.append(arguments))
    with django_capture_on_commit_callbacks(execute=True):
        message = put()
        put(key=message.key)
        assert asked == []
    assert asked == [(message.pk,)]


@pytest.mark.parametrize("error", [OperationalError("gone"), ConnectionRefusedError()])
def test_without_a_queue_nothing_is_lost(monkeypatch, django_capture_on_commit_callbacks, error):
    def away(*_args, **_options):
        raise error

    monkeypatch.setattr(tasks.send, "apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        message = put()
    asked = []
    monkeypatch.setattr(tasks.send, "apply_async", lambda arguments, **_options: asked.append(arguments))
    tasks.sweep()
    assert asked == [(message.pk,)]


def test_a_receiver_that_fails_undoes_the_settling(told):
    def broken(**_kwargs):
        raise RuntimeError("the letter could not be marked as sent")

    message = put()
    claimed = Message.objects.claim(message.pk, at=timezone.now(), lease=tasks.LEASE)
    settled.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            settle(message=claimed, state=State.SENT)
    finally:
        settled.disconnect(broken)
    message.refresh_from_db()
    assert message.state == State.SENDING


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sent"},
        {"state": "waiting", "settled_at": timezone.now()},
        {"state": "failed", "settled_at": timezone.now(), "error": ""},
        {"decided_at": timezone.now()},
    ],
)
def test_the_database_keeps_out_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=put().pk).update(**wrong)


def test_by_default_mail_is_written_to_files(tmp_path, settings):
    """`EMAIL_URL` is "filemail://" unless it is set: see lotus_cases/settings/base.py."""
    config = environ.Env.email_url_config("filemail://")
    assert config["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert not config["EMAIL_FILE_PATH"], "so that the settings put it under the local folder"
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = config["EMAIL_BACKEND"], str(tmp_path / "mail")
    assert sent(put()).state == State.SENT
    (written,) = (tmp_path / "mail").iterdir()
    assert "To: amara.okafor@example.test" in written.read_text()


def test_a_message_that_is_withdrawn_never_leaves_and_what_it_said_is_forgotten(mailbox):
    kept, taken_back = put(), put(to="Robin@example.test")
    gone = sent(put(to="robin@example.test"))
    assert withdraw(Message.objects.filter(to__iexact="robin@example.test")) == 1
    for message in (kept, taken_back):
        sent(message)
    assert (kept.state, taken_back.state, gone.state) == (State.SENT, State.WITHDRAWN, State.SENT)
    assert taken_back.body == "" and not Message.objects.due(at=timezone.now()).exists()
    assert len(mailbox.arrived) == 2
