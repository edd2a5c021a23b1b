"""From a finished PDF to the practitioner: by e-mail, or by post after a call."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

import outbox.actions
from accounts.models import Person
from audit.actions import record
from cases import search
from cases.actions import summarise
from cases.models import Case, Contact
from letters import enclosing, events, mail
from letters.models import Kind, Letter
from letters.policies import check_may_send, check_still_so
from letters.promises import says_when
from letters.telling import calls_for
from letters.transitions import State, can_move, check_move
from outbox.models import Message
from support.actions import write_promise
from triage.enclosing import check_can_enclose, file_of
from ui.dates import as_day, today
from ui.refusals import Refusal, Stale

SETTLED = {
    Message.State.SENT: (State.SENT, events.SENT),
    Message.State.FAILED: (State.FAILED, events.FAILED),
    Message.State.UNKNOWN: (State.UNKNOWN, events.UNKNOWN),
}


@transaction.atomic
def send_by_email(*, letter: Letter, to_email: str, version: int, by: Person) -> Letter:
    """Put the letter's PDF in an e-mail to an address of the practitioner. A second click sends no second."""
    let_message_rest(letter, by)
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    check_may_send(by, case)
    if letter.version == version + 1 and letter.sent_by_id == by.pk and letter.to_email == to_email:
        return letter
    _check_version(letter, version)
    check_move(letter.state, State.SENDING)
    check_still_so(letter)
    if letter.encloses:
        check_can_enclose(by, case, letter.encloses)
    practitioner = letter.case.practitioner
    if to_email not in (practitioner.private_email, practitioner.work_email) or not to_email:
        raise Refusal(f"That is not an address of {practitioner.name}. Choose one of those on the case.")
    letter.message_key = _next_key(letter)
    letter.to_email, letter.sent_by, letter.state, letter.trouble = to_email, by, State.SENDING, ""
    letter.version += 1
    letter.save(update_fields=["message_key", "to_email", "sent_by", "state", "trouble", "version"])
    outbox.actions.put(
        key=letter.message_key,
        to=to_email,
        subject=mail.subject(letter),
        body=mail.body(letter),
        case=case,
        attachment=letter.file,
        attachment_name=mail.attachment_name(letter),
        **_enclosure(letter),
    )
    record(events.SENDING, by=by, case=case, subject=letter, letter=letter.kind, number=letter.number)
    return letter


@transaction.atomic
def message_settled(*, message: Message) -> None:
    """Note what came of the e-mail that carried a letter. The message's row is locked already."""
    letter = Letter.objects.filter(message_key=message.key).first()
    if letter is None:
        return
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    state, kind = SETTLED[Message.State(message.state)]
    if letter.state != state and not can_move(letter.state, state):
        # It went out in another way meanwhile, or was set aside.
        return
    letter.state, letter.trouble = state, "" if state == State.SENT else message.error
    letter.sent_at = message.settled_at if state == State.SENT else None
    letter.save(update_fields=["state", "trouble", "sent_at"])
    record(kind, system="letters", case=case, subject=letter, letter=letter.kind, number=letter.number)
    if letter.sent_at:
        _has_gone_out(case, letter)


@transaction.atomic
def confirm_sent(*, letter: Letter, by: Person) -> Letter:
    """Record that a letter whose fate was not known did reach the practitioner, as somebody found out."""
    check_may_send(by, letter.case)
    check_move(letter.state, State.SENT)
    # The message first, then the case: the order in which what became of a message is always noted.
    outbox.actions.mark_arrived(message=Message.objects.get(key=letter.message_key), by=by)
    letter.refresh_from_db()
    return letter


def let_message_rest(letter: Letter, by: Person) -> None:
    """Take the letter's last e-mail, where it waits for a decision, off the list: it goes another way now.

    Called before the case is locked, for the same reason as in `confirm_sent`.
    """
    waiting = Message.objects.for_a_person().filter(key=letter.message_key).first()
    if letter.message_key and waiting:
        outbox.actions.settle_elsewhere(message=waiting, by=by)


@transaction.atomic
def mark_posted(
    *, letter: Letter, posted_on: dt.date, version: int, by: Person, call: Contact | None = None
) -> Letter:
    """Record that the letter was posted on that day; an outcome letter only after a logged call."""
    let_message_rest(letter, by)
    case = Case.objects.locked(letter.case_id)
    letter = Letter.objects.locked(letter.pk, case)
    check_may_send(by, case)
    if letter.state == State.POSTED and letter.posted_on == posted_on:
        return letter
    _check_version(letter, version)
    check_move(letter.state, State.POSTED)
    if letter.encloses:
        check_can_enclose(by, case, letter.encloses)
    if posted_on > today():
        raise Refusal("The date of posting is in the future. Post the letter first, then record it.")
    if posted_on < as_day(letter.approved_at or timezone.now()):
        raise Refusal("The letter was approved after that day. Check the date of posting.")
    if not letter.case.practitioner.address.strip():
        raise Refusal("The practitioner has no postal address. Add it to their details first.")
    if letter.kind == Kind.OUTCOME:
        if call is None:
            raise Refusal(
                "An outcome letter is posted after a call, so that nobody reads hard news alone. "
                "Log the call first, then mark the letter as posted."
            )
        if call.on > posted_on or not calls_for(letter).filter(pk=call.pk).exists():
            raise Refusal(
                "That call does not come between the meeting and the posting. Choose the call you made."
            )
    letter.state, letter.posted_on, letter.call, letter.sent_by = State.POSTED, posted_on, call, by
    letter.trouble = ""
    letter.save(update_fields=["state", "posted_on", "call", "sent_by", "trouble"])
    record(
        events.POSTED,
        by=by,
        case=case,
        subject=letter,
        letter=letter.kind,
        number=letter.number,
        posted_on=posted_on,
    )
    _has_gone_out(case, letter)
    return letter


def _enclosure(letter: Letter) -> dict[str, Any]:
    if letter.encloses is None:
        return {}
    return {"enclosure": file_of(letter.encloses), "enclosure_name": mail.enclosure_name(letter)}


def _check_version(letter: Letter, version: int) -> None:
    if letter.version != version:
        raise Stale(
            "Something happened to this letter after you opened the page. Look at where it stands now.",
            version=letter.version,
        )


def _next_key(letter: Letter) -> str:
    """Return the key of the next e-mail; after one that could not be sent, another may be tried."""
    tries = Message.objects.filter(key__startswith=f"letter-{letter.pk}-").count()
    return f"letter-{letter.pk}-{tries + 1}"


def _has_gone_out(case: Case, letter: Letter) -> None:
    """Make a letter that went out findable, and note that the practitioner was told and what comes next."""
    search.index(case=case, source=f"letter:{letter.pk}", text=f"{letter.subject}\n{letter.text}")
    _promise(case, letter)
    enclosing.went_out(letter)
    summarise(case=case)


def _promise(case: Case, letter: Letter) -> None:
    """Write the day of the next news on the support plan as the letter says it; after closing, none."""
    by = letter.sent_by or letter.written_by
    if letter.kind == Kind.CLOSING:
        write_promise(case=case, on=None, by=by)
    elif says_when(letter):
        write_promise(case=case, on=letter.next_update_on, by=by)
