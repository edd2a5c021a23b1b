"""Writing down what was said and done: safety, notes, contacts, the practitioner's own account."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events, search
from cases.actions.summary import summarise
from cases.models import Account, Case, Contact, Note, SafetyCheck
from cases.models.record import WrittenDown
from cases.signals import contact_logged
from ui.dates import today
from ui.refusals import Refusal


@dataclass(frozen=True)
class SafetyAnswer:
    """An answer to "is anyone unsafe today?"; a yes carries the step, who decided and the review date."""

    unsafe: bool
    step: str = ""
    decided_by: str = ""
    review_on: dt.date | None = None


@transaction.atomic
def answer_safety(*, case: Case, answer: SafetyAnswer, by: Person) -> SafetyCheck:
    """Record a new answer; earlier answers stay."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    return write_safety(case=case, answer=answer, by=by)


def write_safety(*, case: Case, answer: SafetyAnswer, by: Person) -> SafetyCheck:
    """Write the answer and its event; the caller holds the case."""
    if answer.unsafe and not (answer.step and answer.decided_by and answer.review_on):
        raise Refusal("Say what immediate step was taken, who decided it, and when it will be reviewed.")
    check = SafetyCheck.objects.create(
        case=case,
        unsafe=answer.unsafe,
        step=answer.step if answer.unsafe else "",
        decided_by=answer.decided_by if answer.unsafe else "",
        review_on=answer.review_on if answer.unsafe else None,
        answered_by=by,
    )
    if answer.unsafe:
        record(events.UNSAFE, by=by, case=case, subject=check, review_on=answer.review_on)
    else:
        record(events.SAFE, by=by, case=case, subject=check)
    return check


@transaction.atomic
def note(*, case: Case, text: str, by: Person, submission_key: uuid.UUID, topic: str = "general") -> Note:
    """Add a note to the case."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    written, made = Note.ever.get_or_create(
        submission_key=submission_key, defaults={"case": case, "topic": topic, "text": text, "by": by}
    )
    if made:
        index_record(written)
        record(events.NOTED, by=by, case=case, topic=topic, subject=written)
    return written


@transaction.atomic
def log_contact(
    *,
    case: Case,
    how: str,
    on: dt.date,
    summary: str,
    told: bool,
    listened: bool,
    by: Person,
    submission_key: uuid.UUID,
    topic: str = "general",
) -> Contact:
    """Log a contact with the practitioner. Being told counts from its day."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    if on > today():
        raise Refusal("The date of the contact is in the future. Check the date.")
    contact, made = Contact.ever.get_or_create(
        submission_key=submission_key,
        defaults={
            "case": case,
            "topic": topic,
            "how": how,
            "on": on,
            "summary": summary,
            "told": told,
            "listened": listened,
            "by": by,
        },
    )
    if made:
        summarise(case=case)
        index_record(contact)
        record(
            events.CONTACTED,
            by=by,
            case=case,
            topic=topic,
            subject=contact,
            how=how,
            told=told,
            listened=listened,
        )
        contact_logged.send(sender=Contact, contact=contact, by=by)
    return contact


@transaction.atomic
def receive_account(
    *,
    case: Case,
    text: str,
    received_on: dt.date,
    how: str,
    by: Person,
    submission_key: uuid.UUID,
    topic: str = "general",
    about: str = "",
) -> Account:
    """Record the practitioner's own account, in their words: of the case, or `about` something in it."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    if received_on > today():
        raise Refusal("The date the account was given is in the future. Check the date.")
    account, made = Account.ever.get_or_create(
        submission_key=submission_key,
        defaults={
            "case": case,
            "topic": topic,
            "about": about,
            "text": text,
            "received_on": received_on,
            "how": how,
            "recorded_by": by,
        },
    )
    if made:
        index_record(account)
        record(events.ACCOUNT_RECEIVED, by=by, case=case, topic=topic, subject=account)
    return account


def index_record(record: WrittenDown) -> None:
    """Make what was written down findable by its words."""
    search.index(case=record.case, source=record.source, text=record.words, topic=record.topic)
