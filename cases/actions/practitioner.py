"""Recording a practitioner, changing their details, recording who represents them."""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events, search
from cases.models import Practitioner, Representative
from ui.refusals import Stale

FIELDS = (
    "title",
    "first_name",
    "last_name",
    "discipline",
    "regulator",
    "registration_number",
    "private_email",
    "work_email",
    "phone",
    "address",
    "practice_name",
    "practice_code",
)


@transaction.atomic
def record_practitioner(
    *, organisation: Organisation, details: dict[str, Any], submission_key: uuid.UUID, by: Person
) -> Practitioner:
    """Record a practitioner in the organisation; one submission key makes one, however often it comes."""
    check_has(by, Permission.CASE_RECORD, within=organisation)
    practitioner, made = Practitioner.objects.get_or_create(
        submission_key=submission_key,
        defaults={"organisation": organisation, **{name: details.get(name, "") for name in FIELDS}},
    )
    if made:
        record(events.PRACTITIONER_RECORDED, by=by, organisation=organisation, subject=practitioner)
    return practitioner


@transaction.atomic
def change_practitioner(
    *, practitioner: Practitioner, details: dict[str, Any], version: int, by: Person
) -> Practitioner:
    """Change a practitioner's details. Raises Stale, with what stands now, where somebody saved first."""
    practitioner = Practitioner.objects.select_for_update().get(pk=practitioner.pk)
    check_has(by, Permission.CASE_RUN, within=practitioner.organisation)
    if practitioner.version != version:
        theirs = {name: str(getattr(practitioner, name)) for name in FIELDS}
        theirs = {name: text for name, text in theirs.items() if text != str(details.get(name, ""))}
        raise Stale(theirs=theirs, version=practitioner.version)
    for name in FIELDS:
        setattr(practitioner, name, details.get(name, ""))
    practitioner.version += 1
    practitioner.save()
    for case in practitioner.cases.all():
        search.index_place(case=case)
        record(events.PRACTITIONER_CHANGED, by=by, case=case, subject=practitioner)
    return practitioner


@transaction.atomic
def record_representative(
    *, practitioner: Practitioner, details: dict[str, Any], submission_key: uuid.UUID, by: Person
) -> Representative:
    """Record somebody who acts for the practitioner, with the scope and dates of the consent.

    One submission key records them once, however often it comes.
    """
    check_has(by, Permission.CASE_RUN, within=practitioner.organisation)
    representative, made = Representative.objects.get_or_create(
        submission_key=submission_key, defaults={"practitioner": practitioner, **details}
    )
    if not made:
        return representative
    for case in practitioner.cases.all():
        record(
            events.REPRESENTATIVE_RECORDED,
            by=by,
            case=case,
            subject=representative,
            consent_from=representative.consent_from,
        )
    return representative
