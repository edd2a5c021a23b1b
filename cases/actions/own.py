"""What whoever records a case says of their own connections with it."""

from django.db import transaction

from accounts.models import Person
from cases.access import may_read
from cases.actions.first import NONE, declare_in_part
from cases.actions.people import hand_over
from cases.models import Case, CaseDeclaration, Part
from cases.signals import connection_said


@transaction.atomic
def answer_own(*, case: Case, statement: str, manager: Person | None, by: Person) -> None:
    """Keep what whoever records a case says of themselves: nothing where they have no connection.

    Else `statement` says what it is, or may be: the case closes to them, and `manager`, where one was chosen,
    is asked to run it. A second click changes nothing.
    """
    case = Case.objects.locked(case.pk)
    if case.declarations.filter(person=by, part=Part.MANAGER).exists() or not may_read(by, case):
        return
    answer = CaseDeclaration.Answer.UNSURE if statement else NONE
    declare_in_part(case=case, part=Part.MANAGER, answer=answer, by=by)
    if not statement:
        return
    if manager is not None:
        case = hand_over(case=case, manager=manager, by=by)
    connection_said.send(sender=Case, case=case, person=by, statement=statement)
