"""What triage does when a contact is corrected or taken back."""

from typing import Any

from django.dispatch import receiver

from cases.models import Contact
from cases.signals import taken_back
from triage.models import Shown
from ui.refusals import Refusal


@receiver(taken_back, sender=Contact, dispatch_uid="triage.contact_taken_back")
def keep_what_was_shared(*, record: Contact, instead: Contact | None, **_given: Any) -> None:
    """Keep when and how a copy of the triage was handed over: that it was shared is not undone."""
    if instead and (instead.on, instead.how) == (record.on, record.how):
        return
    if Shown.objects.filter(contact__in=record.lineage()).exists():
        raise Refusal(
            "A copy of the triage was shared in this contact, so the contact, its day and how stay. Correct "
            "its words only, or add a note that says what was different."
        )
