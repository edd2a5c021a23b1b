"""Asking somebody to investigate: whom the group named, and who is named in their place."""

import uuid

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import search
from cases.access import may_read
from cases.actions import ask_first, close_access, open_to_investigator, tell_asked
from cases.models import Case, Part
from pag import events
from pag.investigators import investigators_of, people_who_may_investigate
from pag.models import Decision, NewInvestigator
from ui.refusals import NotAllowed, Refusal

PART = Part.INVESTIGATOR


def ask_investigator(*, case: Case, person: Person | None, by: Person) -> None:
    """Ask `person`, if they sign in here, to declare; who investigated before does not any more.

    Somebody who declared for it on this case already goes on reading. The caller holds the case.
    """
    close_access(case=case, source=PART, by=by)
    if person is None:
        return
    asked = ask_first(case=case, person=person, part=PART, by=by)
    if asked is None:
        open_to_investigator(case=case, person=person, by=by)
    tell_asked(person=person, organisation=case.organisation, asked=[asked])


@transaction.atomic
def name_investigator(
    *, decision: Decision, name: str, person: Person | None, by: Person, submission_key: uuid.UUID
) -> NewInvestigator:
    """Name somebody in the place of whoever was to investigate. A second click names once."""
    case = Case.objects.locked(decision.item.case_id)
    check_has(by, Permission.DECISION_RECORD, within=case.organisation)
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    already = NewInvestigator.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    now = investigators_of([case]).get(case.pk)
    if now is None or now.decision.pk != decision.pk:
        raise Refusal("The investigation that this decision asked for is over. Nobody is named for it now.")
    if person and str(person.pk) not in people_who_may_investigate(case):
        raise Refusal(f"{person.name} cannot investigate this case. Choose somebody else.")
    named = NewInvestigator.objects.create(
        decision=decision, name=name, person=person, named_by=by, submission_key=submission_key
    )
    search.index(case=case, source=f"investigator:{named.pk}", text=name)
    record(events.INVESTIGATOR_NAMED, by=by, case=case, subject=named)
    ask_investigator(case=case, person=person, by=by)
    return named
