"""People, organisations and cases for tests, reached through the real actions wherever there is one."""

import datetime as dt
import itertools
import uuid
from typing import Any

from accounts.models import Membership, Organisation, Person
from cases import actions
from cases.actions.concern import NewConcern
from cases.actions.record import SafetyAnswer
from cases.models import Case, Practitioner
from ui.dates import today

PASSWORD = "a long enough password"
_numbers = itertools.count(1)


def make_organisation(**fields: Any) -> Organisation:
    """Make an organisation with a prefix of its own."""
    number = next(_numbers)
    letters = "".join(chr(65 + int(digit)) for digit in f"{number:05d}")
    fields.setdefault("name", f"Organisation {number}")
    fields.setdefault("kind", Organisation.Kind.REGION)
    fields.setdefault("reference_prefix", letters)
    return Organisation.objects.create(**fields)


def make_person(*roles: str, organisation: Organisation | None = None, **fields: Any) -> Person:
    """Make somebody who signs in with `PASSWORD`, holding `roles` in `organisation`."""
    number = next(_numbers)
    fields.setdefault("email", f"person{number}@example.test")
    fields.setdefault("title", "Dr")
    fields.setdefault("first_name", "Robin")
    fields.setdefault("last_name", f"Person{number}")
    person = Person.objects.create_user(password=PASSWORD, **fields)
    for role in roles:
        Membership.objects.create(
            person=person, organisation=organisation, role=role, starts_on=today() - dt.timedelta(days=30)
        )
    return person


def make_practitioner(*, by: Person, organisation: Organisation, **details: Any) -> Practitioner:
    """Record a practitioner."""
    details = {
        "title": "Dr",
        "first_name": "Amara",
        "last_name": "Okafor",
        "discipline": "doctor",
        "regulator": "GMC",
        "registration_number": "7654321",
        "private_email": "amara.okafor@example.test",
        "address": "1 Invented Street\nTestford\nTE1 1ST",
        "practice_name": "Invented Surgery",
        **details,
    }
    return actions.record_practitioner(
        organisation=organisation, details=details, submission_key=uuid.uuid4(), by=by
    )


def make_case(
    *,
    by: Person,
    practitioner: Practitioner | None = None,
    organisation: Organisation | None = None,
    summary: str = "Records of three consultations were not complete.",
    source_detail: str = "",
    received_on: dt.date | None = None,
    safety: SafetyAnswer | None = None,
    route: str = "performers_lists",
) -> Case:
    """Open a case as `by`, who becomes its case manager."""
    if practitioner is None:
        organisation = organisation or by.memberships.first().organisation
        practitioner = make_practitioner(by=by, organisation=organisation)
    concern = NewConcern(
        category="capability",
        received_on=received_on or today() - dt.timedelta(days=3),
        summary=summary,
        source="colleague",
        source_detail=source_detail,
    )
    return actions.open_case(
        practitioner=practitioner,
        route=route,
        concern=concern,
        safety=safety or SafetyAnswer(unsafe=False),
        submission_key=uuid.uuid4(),
        by=by,
    )
