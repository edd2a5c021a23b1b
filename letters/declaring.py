"""Whoever approves a letter of a case that another manages declares first, once on that case."""

from accounts.models import Person
from cases.models import Case, Part
from letters.models import Letter
from letters.policies import may_approve, may_write
from ui.refusals import NotAllowed


class DeclareFirst(NotAllowed):
    """Not before they have said whether they have a connection. Pages about a letter lead there."""


def has_declared(person: Person, case: Case) -> bool:
    """Tell whether `person` manages the case, or said that they have no connection with anybody in it."""
    said = case.declarations.said_none(person=person, part=Part.APPROVER)
    return case.manager_id == person.pk or said.exists()


def check_declared(person: Person, case: Case) -> None:
    """Raise DeclareFirst unless `person` manages the case or has declared."""
    if not has_declared(person, case):
        raise DeclareFirst(
            "First say whether you have a connection with anybody in this case. Open the letter to do so."
        )


def check_opens(letter: Letter, person: Person) -> None:
    """Raise DeclareFirst where the letter waits for the approval of `person`, who has still to declare.

    Colleagues who write letters too meet the question when they approve.
    """
    if letter.is_draft and may_approve(person, letter.case) and not may_write(person, letter.case):
        check_declared(person, letter.case)
