"""May this person?"""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.access import may_read
from pag.models import AgendaItem, Group, GroupMember, ItemDeclaration
from ui.compiled import compiled
from ui.dates import today
from ui.refusals import NotAllowed, Refusal


def member_of(group: Group, person: Person) -> GroupMember | None:
    """Return the membership `person` holds in `group` today, if any."""
    return _member.one(group=group.pk, person=person.pk, on=today())


@compiled
def _member(group: Any, person: Any, on: Any) -> QuerySet[GroupMember]:
    # There is one at a time, and nothing to sort.
    return GroupMember.objects.current(on=on).filter(group=group, person=person).order_by()


def check_can_read(item: AgendaItem, person: Person) -> GroupMember | None:
    """Raise NotAllowed unless the content of the item is open to `person`; return their membership, if any.

    A member of the group has declared no conflict on this very item, whatever else lets them see the
    case: a connection may have come up since they last declared.
    """
    member = member_of(item.meeting.group, person)
    if member and not declared_none(item, person):
        raise NotAllowed("Declare on this item before reading it. You find it on the page of the meeting.")
    if not may_read(person, item.case):
        raise NotAllowed("This item is not open to you.")
    return member


def declared_none(item: AgendaItem, person: Person) -> bool:
    """Tell whether `person` declared that they have no conflict of interest in the item."""
    answers = ItemDeclaration.objects.filter(item=item, person=person)
    return answers.filter(answer=ItemDeclaration.Answer.NONE).exists()


def check_can_record(item: AgendaItem, person: Person) -> None:
    """Raise NotAllowed unless `person` may record what the group decides about the item.

    They run cases in its organisation, or preside over the group; and the item is open to them.
    """
    member = check_can_read(item, person)
    if item.meeting.is_between:
        check_decides_between(member)
        return
    if has(person, Permission.DECISION_RECORD, within=item.case.organisation):
        return
    if member is None or not member.presides:
        raise NotAllowed(
            "Decisions are recorded by the chair, the deputy or a case manager. Ask one of them."
        )


def check_decides_between(seat: GroupMember | None) -> GroupMember:
    """Return as what somebody presides. Raises NotAllowed for everybody who does not."""
    if seat is None or not seat.presides:
        raise NotAllowed(
            "Between meetings the chair decides, or the deputy where the chair stands aside or is away. "
            "Nobody else records it."
        )
    return seat


def can_record(item: AgendaItem, person: Person) -> bool:
    """Tell whether `person` may record what the group decides about the item."""
    try:
        check_can_record(item, person)
    except Refusal:
        return False
    return True
