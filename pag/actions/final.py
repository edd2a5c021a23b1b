"""Recording what was decided on the group's advice, where that came after the meeting."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.actions import summarise
from cases.models import Case
from cases.policies import check_open
from pag import events
from pag.models import Decision, FinalDecision
from pag.signals import final_recorded
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal


@dataclass(frozen=True)
class MadeLater:
    """Who decided on the group's advice (one of `Decision.Final`, and a name), on which day, what and why."""

    made_by: str
    name: str
    made_on: dt.date
    words: str
    why: str


@transaction.atomic
def record_final(
    *, decision: Decision, made: MadeLater, by: Person, submission_key: uuid.UUID
) -> FinalDecision:
    """Record what was decided on the advice, once. The stage of the case stays; the practitioner is owed it.

    Raises Refusal where nothing is awaited: the group decided itself, or it is recorded already.
    """
    case = Case.objects.locked(decision.item.case_id)
    check_has(by, Permission.DECISION_RECORD, within=case.organisation)
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    already = FinalDecision.objects.filter(decision=decision).select_related("recorded_by").first()
    if already and already.submission_key == submission_key:
        return already
    _check(decision, already, made)
    check_open(case)
    final = FinalDecision.objects.create(
        decision=decision,
        made_by=made.made_by,
        name=made.name,
        made_on=made.made_on,
        words=made.words,
        why=made.why,
        recorded_by=by,
        submission_key=submission_key,
    )
    search.index(case=case, source=f"final:{final.pk}", text=f"{made.words}\n{made.why}")
    decision = Decision.objects.of_case(case).get(pk=decision.pk)
    final_recorded.send(sender=FinalDecision, decision=decision, by=by)
    summarise(case=case)
    record(events.FINAL_RECORDED, by=by, case=case, subject=decision, day=decision.decided_on)
    return final


def _check(decision: Decision, already: FinalDecision | None, made: MadeLater) -> None:
    if already:
        raise Refusal(
            f"{already.recorded_by.name} has recorded already what was decided on this advice, on "
            f"{day(already.made_on)}. It stays as it is; you find it under “Group”."
        )
    if decision.final_due is None:
        raise Refusal("Nobody has still to decide on this: it was decided when it was recorded.")
    if not (made.name and made.words and made.why):
        raise Refusal("Say who decided, what they decided, and why.")
    if not decision.decided_on <= made.made_on <= today():
        raise Refusal("The day it was decided lies between the meeting and today. Check the date.")
