"""Declaring on a case before taking a part in it: running it, investigating it, approving its letters."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Person
from cases.actions import declare_in_part
from cases.models import Case, CaseAccess, CaseDeclaration, Part
from pag.actions.connection import close_to
from pag.actions.declare import Answer
from ui.refusals import NotAllowed, Refusal

NONE = CaseDeclaration.Answer.NONE


@transaction.atomic
def declare_first(*, case: Case, said: Answer, by: Person) -> None:
    """Declare for every part that `by` was given in the case. A second click changes nothing.

    Without a connection the case opens as far as their role and their parts open it. A yes or an unsure
    closes it to them everywhere, at once, and goes to who answers it; somebody else takes the part on.
    """
    case = Case.objects.locked(case.pk)
    asked = CaseAccess.objects.current().of(by).filter(case=case, effect=CaseAccess.Effect.FIRST)
    parts = [Part(source) for source in asked.order_by("pk").values_list("source", flat=True)]
    if not parts:
        last = case.declarations.filter(person=by).last()
        if last is None or last.answer != said.answer:
            raise NotAllowed("You are not asked to declare on this case, or not any more.")
        return
    declare_for(case=case, parts=parts, said=said, by=by)


@transaction.atomic
def declare_first_each(*, answers: Mapping[Case, Answer], by: Person) -> None:
    """Declare on several cases in one step: all of them, or none where one is refused."""
    # Cases are locked in the order of their keys, as everywhere.
    for case in sorted(answers, key=lambda each: each.pk):
        declare_first(case=case, said=answers[case], by=by)


def declare_for(*, case: Case, parts: list[Part], said: Answer, by: Person) -> None:
    """Keep what was declared for these parts, and close the case where it says so. The caller holds it."""
    if said.answer != NONE and not said.statement.strip():
        raise Refusal("Say in a few words what the connection is, or may be.")
    for part in parts:
        declare_in_part(case=case, part=part, answer=said.answer, by=by)
    if said.answer != NONE:
        close_to(case=case, how=said.answer, statement=said.statement, by=by)
