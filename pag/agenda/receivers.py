"""What happens once something was decided between meetings: the occasion ends, and the group is asked."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from accounts.models import Person
from pag.actions.access import open_item
from pag.models import Decision
from pag.signals import decision_recorded


@receiver(decision_recorded, dispatch_uid="agenda.decided_between")
def decided_between(*, decision: Decision, by: Person, **_signal: Any) -> None:
    """End the occasion, and ask the other members to declare: they ratify it at their next meeting."""
    item, meeting = decision.item, decision.item.meeting
    if not meeting.is_between:
        return
    meeting.ended_at, meeting.ended_by = timezone.now(), by
    meeting.save(update_fields=["ended_at", "ended_by"])
    open_item(item=item, case=item.case, by=by)
