"""Publishing how many triages are scored a second time."""

import datetime as dt
from typing import Any

from django.db import transaction

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from triage import events
from triage.models import SecondScoringPolicy
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def publish_second_policy(
    *,
    organisation: Organisation,
    effective_from: dt.date,
    sample_per_hundred: int,
    every_red: bool,
    source: str,
    by: Person,
    submission_key: Any,
) -> SecondScoringPolicy:
    """Let a new version count from a day on; earlier ones stay as they were. Twice is once."""
    check_has(by, Permission.SECOND_DECIDE, within=organisation)
    if not 0 <= sample_per_hundred <= 100:
        raise Refusal("How many in a hundred is a number from 0 to 100.")
    if effective_from < today():
        raise Refusal(
            "A version counts from today or from a later day: what was drawn before stays as it was."
        )
    found, made = SecondScoringPolicy.objects.get_or_create(
        submission_key=submission_key,
        defaults={
            "organisation": organisation,
            "effective_from": effective_from,
            "sample_per_hundred": sample_per_hundred,
            "every_red": every_red,
            "source": source,
            "published_by": by,
        },
    )
    if made:
        record(
            events.SECOND_POLICY,
            by=by,
            organisation=organisation,
            subject=found,
            sample=sample_per_hundred,
            every_red=every_red,
            effective_from=effective_from,
        )
    return found
