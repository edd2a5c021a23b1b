"""Withdrawing a published scoring guide before the day from which it would have counted."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from triage import events
from triage.actions.guide import check_may_edit
from triage.models import Guide
from ui.refusals import Refusal


@transaction.atomic
def withdraw_published_guide(*, guide: Guide, why: str, by: Person) -> Guide:
    """Withdraw a version that is published for a day to come, with a reason; it stays to be read.

    Nothing has been scored with it. Raises Refusal from that day on. A second click withdraws it once.
    """
    check_may_edit(guide, by)
    found = Guide.objects.select_for_update(of=("self",)).get(pk=guide.pk)
    if found.withdrawn_at:
        return found
    if not found.can_be_withdrawn:
        raise Refusal(
            "A version can be withdrawn until the day before the one it counts from. From then on reviews "
            "may be scored with it: a correction is a new version."
        )
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = timezone.now(), by, why
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record(
        events.GUIDE_TAKEN_BACK,
        by=by,
        organisation=found.organisation,
        subject=found,
        version=found.version,
        effective_from=found.effective_from,
    )
    return found
