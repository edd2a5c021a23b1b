"""Correcting a note, a contact or an account that was written down wrongly, or taking it back."""

import uuid
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from audit.actions import record as record_event
from cases import events, search
from cases.actions.record import index_record
from cases.actions.summary import summarise
from cases.models import Case
from cases.models.record import WrittenDown
from cases.signals import taken_back
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

Record = TypeVar("Record", bound=WrittenDown)
# What a correction has of its own, and does not take over from what it replaces.
OWN = {"id", "taken_back_at", "taken_back_by", "taken_back_why", "replaces", "submission_key"}


@transaction.atomic
def correct(
    *, record: Record, changes: dict[str, Any], why: str, submission_key: uuid.UUID, by: Person
) -> Record:
    """Write down anew, with `changes`, what stood in `record`, which is taken back.

    Also on a closed case. Who was in touch, or wrote it, and when, stays as it was. What hangs on it is
    reckoned anew by who listens to `taken_back`, or is why it cannot be.
    """
    case = Case.objects.locked(record.case_id)
    check_can_correct(by, record)
    already = type(record).ever.filter(submission_key=submission_key).first()
    if already:
        return already
    record = _standing(record)
    if all(getattr(record, name) == value for name, value in changes.items()):
        raise Refusal("Nothing is different from what is there. Change what is wrong, or cancel.")
    if changes.get(record.day_field, today()) > today():
        raise Refusal("The date is in the future. Check the date.")
    taken_over = [field.name for field in record._meta.concrete_fields if field.name not in OWN]
    instead = type(record)(
        **{name: getattr(record, name) for name in taken_over} | changes,
        submission_key=submission_key,
        replaces=record,
    )
    _take_back(record, why=why, by=by)
    instead.save()
    index_record(instead)
    taken_back.send(sender=type(record), record=record, instead=instead, by=by)
    summarise(case=case)
    record_event(
        events.RECORD_CORRECTED, by=by, case=case, topic=instead.topic, subject=instead, what=record.what
    )
    return instead


@transaction.atomic
def take_back(*, record: WrittenDown, why: str, by: Person) -> None:
    """Take `record` back, such as one that belongs to another case. A second click changes nothing."""
    case = Case.objects.locked(record.case_id)
    check_can_correct(by, record)
    if type(record).ever.shown(case).filter(pk=record.pk, taken_back_at__isnull=False).exists():
        return
    record = _standing(record)
    _take_back(record, why=why, by=by)
    taken_back.send(sender=type(record), record=record, instead=None, by=by)
    summarise(case=case)
    record_event(
        events.RECORD_TAKEN_BACK, by=by, case=case, topic=record.topic, subject=record, what=record.what
    )


def can_correct(person: Person, record: WrittenDown) -> bool:
    """Tell whether `person` wrote it, or is the case manager, and runs cases there."""
    theirs = person.pk in (record.author.pk, record.case.manager_id)
    return theirs and has(person, Permission.CASE_RUN, within=record.case.organisation)


def check_can_correct(person: Person, record: WrittenDown) -> None:
    """Raise NotAllowed, with whom to ask, unless `person` may correct it."""
    check_has(person, Permission.CASE_RUN, within=record.case.organisation)
    if not can_correct(person, record):
        raise NotAllowed(
            f"It is corrected by {record.author.name}, who wrote it, or by the case manager, "
            f"{record.case.manager.name}. Ask one of them."
        )


def _standing(record: Record) -> Record:
    """Return the record as it stands, locked."""
    standing: Record | None = (
        type(record).objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    )
    if standing is None:
        raise Refusal("Somebody has just corrected it, or taken it back. Look at the case again.")
    return standing


def _take_back(record: WrittenDown, *, why: str, by: Person) -> None:
    record.taken_back_at, record.taken_back_by, record.taken_back_why = timezone.now(), by, why
    record.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    search.forget(case=record.case, source=record.source)
