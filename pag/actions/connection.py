"""A connection with somebody in a case, said by whoever works on it: it closes, and the work goes back."""

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases.access import may_read
from cases.models import Case
from pag import events
from pag.actions.aside import stand_aside
from pag.actions.declare import declare
from pag.models import AgendaItem, GroupMember, StoodAside
from triage import actions as triage
from triage.permissions import check_can_declare
from ui.refusals import NotAllowed, Refusal


@transaction.atomic
def declare_connection(*, case: Case, statement: str, by: Person) -> StoodAside:
    """Close the case to `by` at once. A second click changes nothing.

    A member of a group that has the case stands aside from its item. What an advisor or the case manager had
    in hand goes back, so that somebody else is asked; everything that was written stays.
    """
    case = Case.objects.locked(case.pk)
    already = StoodAside.objects.in_force().of(by).filter(denial__case=case).first()
    if already:
        return already
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    if not statement.strip():
        raise Refusal("Say in a few words what the connection is, or may be.")
    return close_to(case=case, how=StoodAside.How.YES, statement=statement, by=by)


def close_to(*, case: Case, how: str, statement: str, by: Person) -> StoodAside:
    """Close the case to `by`, or its item to a member, and give back what they had in hand.

    `how` is a yes or an unsure. The caller holds the case.
    """
    item = _item_of(case, by)
    if item:
        declare(item=item, answer=how, statement=statement, by=by)
        aside = StoodAside.objects.get(denial__person=by, denial__ends_at=None, item=item)
    else:
        aside = stand_aside(case=case, person=by, how=how, statement=statement, by=by)
    _give_back(case, by)
    return aside


def _item_of(case: Case, person: Person) -> AgendaItem | None:
    """Return the last item of a group of theirs that has the case."""
    groups = GroupMember.objects.current().filter(person=person).values("group")
    items = AgendaItem.objects.live().filter(case=case, meeting__group__in=groups)
    return items.order_by("meeting__starts_at", "pk").last()


def _give_back(case: Case, by: Person) -> None:
    """Give back what they had in hand as an advisor; a case without its manager says so by itself.

    The room of triage learns that there is a connection, and not which: others read what is declared there.
    """
    try:
        check_can_declare(by, case)
    except NotAllowed:
        pass
    else:
        triage.declare(case=case, answer="yes", by=by)
    if case.manager_id == by.pk:
        record(events.MANAGER_RETURNED, by=by, case=case)
