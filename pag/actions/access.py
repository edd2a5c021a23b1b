"""Keeping access to cases in step with agendas, memberships and declarations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from accounts.models import Person
from cases.actions import allow_each, close_access
from cases.models import Case, CaseAccess
from pag.models import AgendaItem, Group, GroupMember, ItemDeclaration
from ui.dates import today

AGENDA = CaseAccess.Reason.AGENDA


def open_item(*, item: AgendaItem, case: Case, by: Person, on: dt.date | None = None) -> None:
    """Ask the members to declare on the item, and let those read who declared no conflict.

    The caller holds the case. Nobody who is kept from the case is asked.
    """
    answers = dict(item.declarations.values_list("person", "answer"))
    denied = CaseAccess.objects.denials().filter(case=case)
    kept_out = set(denied.values_list("person", flat=True))
    effects = {
        person: CaseAccess.Effect.READ if person.pk in answers else CaseAccess.Effect.DECLARE
        for person in _people(item, on=on or today())
        if person.pk not in kept_out and answers.get(person.pk) in (None, ItemDeclaration.Answer.NONE)
    }
    allow_each(case=case, effects=effects, reason=AGENDA, source=item.source, by=by)


def _people(item: AgendaItem, *, on: dt.date) -> list[Person]:
    """Return those who belong to the group on that day, and those who will on the day of the meeting.

    Until it is decided, what is asked for between meetings is for who presides and those to be consulted.
    """
    found = item.meeting.group.members.current_on_any(on, max(item.meeting.day, on))
    if item.meeting.is_between and item.waits:
        chosen = item.consulted.values("member")
        found = found.filter(Q(kind__in=GroupMember.PRESIDING) | Q(pk__in=chosen))
    return [member.person for member in found.select_related("person").order_by("pk")]


@transaction.atomic
def keep_access_right(*, group: Group, on: dt.date | None = None) -> None:
    """Open waiting items to members who joined, and end what items opened to those who left.

    Safe to run as often as one likes. Access is written in the name of whoever put the item on the agenda.
    """
    day = on or today()
    items = list(AgendaItem.objects.live().filter(meeting__group=group).select_related("meeting", "put_by"))
    to_ratify = set(AgendaItem.objects.to_ratify().filter(meeting__group=group).values_list("pk", flat=True))
    gone = _gone(group, items, on=day)
    # Cases are locked in the order of their keys, as everywhere.
    for item in sorted(items, key=lambda each: each.case_id):
        asks = item.waits or item.pk in to_ratify
        left = gone.get((item.case_id, item.source), {})
        if not left and not asks:
            continue
        case = Case.objects.locked(item.case_id)
        for person in left.values():
            close_access(case=case, source=item.source, by=item.put_by, person=person)
        if asks:
            open_item(item=item, case=case, by=item.put_by, on=day)


def _gone(
    group: Group, items: Collection[AgendaItem], *, on: dt.date
) -> dict[tuple[int, str], dict[int, Person]]:
    """Return those who have left the group and to whom an item is open still, by its case and source.

    One query, however many items the group has had.
    """
    stay = group.members.not_ended(on=on).values("person")
    opened = CaseAccess.objects.current().filter(case__in={item.case_id for item in items}, reason=AGENDA)
    opened = opened.exclude(effect=CaseAccess.Effect.DENY).exclude(person__in=stay)
    found: dict[tuple[int, str], dict[int, Person]] = defaultdict(dict)
    for access in opened.select_related("person"):
        found[access.case_id, access.source][access.person_id] = access.person
    return found
