"""Publishing a scoring guide."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from triage import events
from triage.models import Guide
from triage.policies import check_publishable
from ui.refusals import NotAllowed


@transaction.atomic
def publish_guide(*, guide: Guide, by: Person) -> Guide:
    """Publish an organisation's guide that is whole; from then on it never changes.

    Raises Refusal, naming every problem. The default guide comes with the product and is published by nobody.
    """
    guide = Guide.objects.select_for_update(of=("self",)).get(pk=guide.pk)
    if guide.organisation is None:
        raise NotAllowed(
            "The default guide comes with the service. Publish a guide of your own organisation."
        )
    check_has(by, Permission.ORGANISATION_MANAGE, within=guide.organisation)
    if guide.published_at is not None:
        return guide
    check_publishable(Guide.objects.whole().get(pk=guide.pk))
    guide.published_at = timezone.now()
    guide.save(update_fields=["published_at"])
    record(
        events.GUIDE_PUBLISHED, by=by, organisation=guide.organisation, subject=guide, version=guide.version
    )
    return guide
