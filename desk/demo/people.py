"""The organisations of the demonstration and the people who sign in."""

import datetime as dt
import functools
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Organisation, Person
from ui.dates import today

PASSWORD = "kind words first"
SINCE = dt.timedelta(days=500)


def make_organisation(story: dict[str, Any]) -> Organisation:
    """Make one organisation."""
    crisis = story["crisis_line"]
    return Organisation.objects.create(
        name=story["name"],
        kind=story["kind"],
        reference_prefix=story["prefix"],
        address="\n".join(story["address"]),
        phone=story["phone"],
        email=story["email"],
        enquiries_hours=story["enquiries_hours"],
        signatory_department=story["signatory_department"],
        crisis_line_name=crisis["name"],
        crisis_line_phone=crisis["phone"],
        crisis_line_hours=crisis["hours"],
    )


@functools.cache
def hashed() -> str:
    """Return the one password as it is stored, worked out once: a good hash is slow on purpose."""
    return make_password(PASSWORD)


def make_person(story: dict[str, Any], organisation: Organisation) -> Person:
    """Make somebody who signs in with the documented password, in their roles."""
    person = Person.objects.create(
        email=story["email"],
        password=hashed(),
        title=story["title"],
        first_name=story["first_name"],
        last_name=story["last_name"],
        job_title=story["job_title"],
        phone=story["phone"],
        hours=story["hours"],
    )
    for role in story["roles"]:
        Membership.objects.create(
            person=person, organisation=organisation, role=role, starts_on=today() - SINCE
        )
    return person
