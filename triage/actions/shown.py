"""Recording that a settled copy reached the practitioner: in a contact, or with a letter."""

import datetime as dt
import uuid

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases.models import Case, Contact
from triage import events
from triage.enclosing import file_of
from triage.models import Sharing, Shown
from triage.permissions import check_can_share
from ui.dates import as_day, day
from ui.refusals import Refusal


@transaction.atomic
def record_shown(
    *, sharing: Sharing, on: dt.date, how: str, told: bool, by: Person, submission_key: uuid.UUID
) -> Contact:
    """Record that a settled copy was handed over to the practitioner, as a contact with them.

    `told` says that they were told in the same contact what was discussed and what comes next: a copy alone
    tells the outcome of no meeting.
    """
    case = Case.objects.locked(sharing.review.case_id)
    sharing = Sharing.objects.locked(sharing.pk)
    review = sharing.review
    check_can_share(by, case, review)
    file_of(sharing)
    if sharing.settled_at is None or on < as_day(sharing.settled_at):
        raise Refusal("The copy was settled after that day. Check the date.")
    contact = cases.log_contact(
        case=case,
        how=how,
        on=on,
        summary=f"The triage review of {day(review.reviewed_on)} was shared, copy {sharing.number}.",
        told=told,
        listened=False,
        by=by,
        submission_key=submission_key,
        topic=review.topic,
    )
    _shown, made = Shown.objects.get_or_create(contact=contact, defaults={"sharing": sharing})
    if made:
        record(events.SHARED, by=by, case=case, topic=review.topic, subject=sharing, on=on, how=how)
    return contact


@transaction.atomic
def record_enclosed(*, sharing: Sharing, letter_key: int, on: dt.date, how: str, by: Person) -> Shown:
    """Record that a letter went out with the copy. Whether `by` may send it was asked before it did.

    It is no contact of its own, and whether the practitioner was told anything follows from the letter.
    """
    case = Case.objects.locked(sharing.review.case_id)
    shown, made = Shown.objects.get_or_create(
        letter_key=letter_key, defaults={"sharing": sharing, "sent_on": on, "how": how}
    )
    if made:
        topic = sharing.review.topic
        record(events.SHARED, by=by, case=case, topic=topic, subject=sharing, on=on, how=how)
    return shown
