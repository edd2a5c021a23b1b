"""Publishing a scoring guide."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from documents.actions import want_pdf
from triage import events
from triage.actions.guide import check_may_edit, check_not_changed_since
from triage.guides.leaflet import LEAFLET
from triage.models import Guide
from triage.policies import check_publishable
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def publish_guide(*, guide: Guide, effective_from: dt.date, version: int, by: Person) -> Guide:
    """Publish an organisation's draft from a day, today or later; from then on it never changes.

    Raises Refusal, naming every problem, and Stale where the draft was saved since `version`. A second click
    changes nothing. Of two versions from the same day the one published last counts. The default guide comes
    with the product and is published by nobody.
    """
    check_may_edit(guide, by)
    found = Guide.objects.select_for_update(of=("self",)).filter(pk=guide.pk).first()
    if found is None:
        raise Refusal("This draft has been withdrawn meanwhile. Nothing was published.")
    if found.published_at is not None:
        return found
    check_not_changed_since(found, version)
    if effective_from < today():
        raise Refusal(
            "A guide is published from today or from a later day: what is scored already stays as it is."
        )
    check_publishable(Guide.objects.get(pk=found.pk))
    found.effective_from, found.published_at, found.published_by = effective_from, timezone.now(), by
    found.save(update_fields=["effective_from", "published_at", "published_by"])
    record(
        events.GUIDE_PUBLISHED,
        by=by,
        organisation=found.organisation,
        subject=found,
        version=found.version,
        effective_from=effective_from,
    )
    want_pdf(
        kind=LEAFLET, subject=Guide.objects.select_related("organisation").get(pk=found.pk), case=None, by=by
    )
    return found
