"""Declaring on agenda items, before any of their content opens."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.actions import allow, close_access
from cases.models import Case, CaseAccess
from pag import events
from pag.actions.access import AGENDA
from pag.actions.aside import stand_aside
from pag.agenda.ratifying import decided_between
from pag.models import AgendaItem, ItemDeclaration, Meeting
from pag.permissions import member_of
from ui.refusals import NotAllowed, Refusal

NONE = ItemDeclaration.Answer.NONE


@dataclass(frozen=True)
class Answer:
    """What a member declares about one item; a yes or unsure says what the connection is."""

    answer: str
    statement: str = ""


@transaction.atomic
def declare(*, item: AgendaItem, answer: str, by: Person, statement: str = "") -> ItemDeclaration:
    """Declare on an item. No conflict opens it; a yes or unsure closes the case to `by` everywhere, at once.

    Somebody who had declared none may step back later. Nobody lets themselves back in: who presides decides.
    """
    case = Case.objects.locked(item.case_id)
    item = AgendaItem.objects.locked(item.pk)
    if member_of(item.meeting.group, by) is None:
        raise NotAllowed("Only members of the group declare on its agenda.")
    if item.state == AgendaItem.State.TAKEN_OFF:
        raise Refusal("This case was taken off the agenda. There is nothing to declare any more.")
    if answer != NONE and not statement:
        raise Refusal("Say in a few words what the connection is, or may be.")
    earlier = ItemDeclaration.objects.filter(item=item, person=by).first()
    if earlier and earlier.answer == answer:
        return earlier
    denied = CaseAccess.objects.denials().filter(case=case, person=by)
    if denied.exists():
        raise NotAllowed("This item is not open to you. If that is a mistake, ask the chair.")
    declaration = earlier or ItemDeclaration(item=item, person=by)
    declaration.answer, declaration.statement = answer, statement
    declaration.declared_at = timezone.now()
    declaration.save()
    if answer == NONE:
        close_access(case=case, source=item.source, by=by, person=by)
        effect = CaseAccess.Effect.READ
        allow(case=case, person=by, effect=effect, reason=AGENDA, source=item.source, by=by)
    else:
        stand_aside(case=case, person=by, how=answer, statement=statement, by=by, item=item)
    record(events.DECLARED, by=by, case=case, subject=item, answer=str(answer))
    return declaration


@transaction.atomic
def declare_each(*, answers: Mapping[AgendaItem, Answer], by: Person) -> None:
    """Declare on several items in one step: all of them, or none where one is refused."""
    # Cases are locked in the order of their keys, so that two members never wait for each other.
    for item in sorted(answers, key=lambda each: each.case_id):
        declare(item=item, answer=answers[item].answer, statement=answers[item].statement, by=by)


def declare_none_with_any(*, meeting: Meeting, by: Person) -> None:
    """Declare no conflict on every item of the meeting that `by` has still to declare on."""
    declare_each(answers=dict.fromkeys(still_to_declare(meeting, by), Answer(NONE)), by=by)


def still_to_declare(meeting: Meeting, person: Person) -> list[AgendaItem]:
    """Return the waiting items of the meeting that `person` has not declared on, in order.

    After them come the decisions between meetings that this meeting has to ratify.
    """
    if member_of(meeting.group, person) is None:
        return []
    to_ratify = decided_between(meeting).filter(decision__ratification__isnull=True)
    return [
        item
        for items in (meeting.items.waiting(), to_ratify)
        for item in items.visible_to(person)
        .exclude(declarations__person=person)
        .select_related("case__practitioner", "meeting")
        .order_by("position", "pk")
    ]
