"""The list of open actions: what is asked for, and one page of it by keyset."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from pag.following.access import shown_to
from pag.models import Action, Group
from pag.models.action import ActionQuerySet
from ui.dates import today

SIZE = 25
NEAR = dt.timedelta(days=7)
# What the filter of owners sends for those that are no person who signs in.
MINE, PRACTITIONER, BY_NAME = "mine", "practitioner", "by-name"
DUE = {"come": "Its day has come", "near": "Within 7 days", "later": "Later"}


@dataclass(frozen=True)
class Page:
    """One page of actions, with the marks from which the next and the previous page start.

    `named` are the keys of the cases whose content is open to the reader; `left` those of the actions that
    need a new owner, as far as the reader runs their cases.
    """

    actions: list[Action]
    next_mark: str
    previous_mark: str
    named: set[int]
    left: set[int]


def page_of(person: Person, query: Mapping[str, Any]) -> Page:
    """Return the page that the address asks for: the next due first."""
    found = _asked_for(shown_to(person), person, query)
    before = _read(str(query.get("before", "")))
    after = _read(str(query.get("after", ""))) if before is None else None
    if before:
        found = found.filter(due_on__lte=before[0]).filter(
            Q(due_on__lt=before[0]) | Q(due_on=before[0], pk__lt=before[1])
        )
    elif after:
        found = found.filter(due_on__gte=after[0]).filter(
            Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1])
        )
    order = ("-due_on", "-pk") if before else ("due_on", "pk")
    rows = list(found.order_by(*order)[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if before:
        rows.reverse()
    has_next, has_previous = (True, more) if before else (more, after is not None)
    return Page(
        actions=rows,
        next_mark=_mark(rows[-1]) if rows and has_next else "",
        previous_mark=_mark(rows[0]) if rows and has_previous else "",
        named=named_cases(person, rows),
        left=left_actions(person, rows),
    )


def named_cases(person: Person, rows: list[Action]) -> set[int]:
    """Return the keys of the cases that are open to `person`: others are for declaring on first."""
    keys = {row.case.pk for row in rows}
    return set(Case.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))


def left_actions(person: Person, rows: list[Action]) -> set[int]:
    """Return the keys of the actions that need a new owner: for those who run their cases, nobody else."""
    runs = organisations_with(person, Permission.CASE_RUN)
    theirs = [row.pk for row in rows if row.case.organisation_id in runs]
    return set(Action.objects.left_by_owner().open().filter(pk__in=theirs).values_list("pk", flat=True))


def choices(person: Person) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the groups and the owners that the filters offer: those of the actions there are."""
    open_now = Action.objects.visible_to(person).open().order_by()
    pairs = set(open_now.values_list("decision__item__meeting__group", "owner"))
    groups = Group.objects.filter(pk__in={group for group, _owner in pairs}).order_by("name", "pk")
    owners = Person.objects.filter(pk__in={owner for _group, owner in pairs if owner}).exclude(pk=person.pk)
    people = [(str(each.pk), each.name) for each in owners.order_by("last_name", "first_name", "pk")]
    return (
        [(str(each.pk), each.name) for each in groups],
        [(MINE, "Me"), (PRACTITIONER, "A practitioner"), *people, (BY_NAME, "Somebody who does not sign in")],
    )


def _asked_for(found: ActionQuerySet, person: Person, query: Mapping[str, Any]) -> ActionQuerySet:
    group, owner, due = (str(query.get(name, "")) for name in ("group", "owner", "due"))
    if group.isdecimal():
        found = found.filter(decision__item__meeting__group=int(group))
    if owner == MINE:
        found = found.owned_by(person)
    elif owner in (PRACTITIONER, BY_NAME):
        found = found.filter(owner=None, practitioner=owner == PRACTITIONER)
    elif owner.isdecimal():
        found = found.filter(owner=int(owner))
    near = today() + NEAR
    if due == "come":
        found = found.filter(due_on__lte=today())
    elif due == "near":
        found = found.filter(due_on__gt=today(), due_on__lte=near)
    elif due == "later":
        found = found.filter(due_on__gt=near)
    return found


def _mark(action: Action) -> str:
    return f"{action.due_on.isoformat()}~{action.pk}"


def _read(mark: str) -> tuple[dt.date, int] | None:
    value, _sign, pk = mark.partition("~")
    try:
        return dt.date.fromisoformat(value), int(pk)
    except ValueError:
        return None
