"""Saying that what was arranged with a decision has been done."""

import datetime as dt

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.actions import summarise
from cases.models import Case
from pag import events
from pag.models import Arrangement, ArrangementDone
from ui.dates import today
from ui.refusals import NotAllowed, Refusal


@transaction.atomic
def say_arranged(*, arrangement: Arrangement, done_on: dt.date, words: str, by: Person) -> ArrangementDone:
    """Say that it is done, since which day, and in a few words what came of it. It is said once."""
    case = Case.objects.locked(arrangement.decision.item.case_id)
    check_has(by, Permission.DECISION_RECORD, within=case.organisation)
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    already = ArrangementDone.objects.filter(arrangement=arrangement).first()
    if already:
        return already
    if not arrangement.decision.decided_on <= done_on <= today():
        raise Refusal("The day it was done lies between the meeting and today. Check the date.")
    done = ArrangementDone.objects.create(arrangement=arrangement, done_on=done_on, words=words, said_by=by)
    if words:
        search.index(case=case, source=f"arrangement:{done.pk}", text=words)
    record(events.ARRANGED, by=by, case=case, subject=arrangement, what=str(arrangement.kind), day=done_on)
    summarise(case=case)
    return done
