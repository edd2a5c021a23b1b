"""Who reads why somebody stands aside, and answers it: that one room, and nobody else.

What a member declares on an item goes to the chair; the chair's own, or where the case is closed to the
chair, to the deputy; where nobody else presides, to the case manager. What somebody says of a case itself
goes to the responsible officers; the officer's own, where there is no other, to the administrators, who
learn that somebody stands aside and from which case, and not why.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership, Person
from accounts.permissions import Permission
from cases.models import Case, CaseAccess
from pag.models import AgendaItem, GroupMember, StoodAside
from ui.compiled import compiled

OFFICERS = "responsible officer"
ADMINISTRATORS = "administrator"
MANAGER = "case manager"


@dataclass(frozen=True)
class Matter:
    """Somebody standing aside from a case, on an item where there is one."""

    case: Case
    person: Person
    item: AgendaItem | None = None

    @staticmethod
    def of(aside: StoodAside) -> "Matter":
        return Matter(aside.case, aside.person, aside.item)


@dataclass(frozen=True)
class Answerers:
    """Who answers, by their part and as keys of people. `reads` says whether they may know the reason."""

    part: str
    people: frozenset[int]
    reads: bool = True


def answerers_of(matters: Iterable[Matter]) -> list[Answerers]:
    """Return who answers each; four queries, however many there are."""
    matters = list(matters)
    facts = _Facts.read(matters)
    return [_answerers(each, facts) for each in matters]


def readers_of(person: Person, items: Sequence[AgendaItem]) -> dict[int, str]:
    """Return who would read what `person` declares on each item, by its key: such as "chair"."""
    found = answerers_of(Matter(item.case, person, item) for item in items)
    return {item.pk: who.part for item, who in zip(items, found, strict=True)}


def answers(person: Person, aside: StoodAside) -> Answerers | None:
    """Return as what `person` answers it, or None where somebody else does."""
    (found,) = answerers_of([Matter.of(aside)])
    return found if person.pk in found.people else None


def to_answer(person: Person) -> list[tuple[StoodAside, Answerers]]:
    """Return what waits for an answer of `person`, the longest wait first."""
    found = _waiting(organisations=list(person.permissions_by_organisation()), at=timezone.now())
    if not found:
        return []
    who = answerers_of(Matter.of(each) for each in found)
    pairs = zip(found, who, strict=True)
    return [(aside, answerers) for aside, answerers in pairs if person.pk in answerers.people]


@compiled
def _waiting(organisations: Any, at: Any) -> QuerySet[StoodAside]:
    waiting = StoodAside.objects.awaiting_answer(at=at).whole()
    return waiting.filter(denial__case__organisation__pk__among=organisations)


def standing_on(asides: Collection[StoodAside]) -> dict[int, AgendaItem]:
    """Return where the case of each stands now, by the key of the aside: a case moves on to later agendas.

    That is the item on which it came up, where that group waits for the case nowhere else. One query.
    """
    found = {each.pk: each.item for each in asides if each.item}
    cases = {each.denial.case_id for each in asides if each.item}
    waiting = AgendaItem.objects.expected().filter(case__in=cases).select_related("meeting__group")
    now = {(item.case_id, item.meeting.group_id): item for item in waiting.order_by("pk")} if cases else {}
    for each in asides:
        if each.item and not each.item.waits:
            found[each.pk] = now.get((each.denial.case_id, each.item.meeting.group_id), each.item)
    return found


@dataclass(frozen=True)
class _Facts:
    """What was read for all at once."""

    presiding: dict[int, list[GroupMember]]
    closed: dict[int, set[int]]
    named: dict[int, set[int]]
    officers: dict[int, set[int]]
    administrators: dict[int, set[int]]

    @staticmethod
    def read(matters: Collection[Matter]) -> "_Facts":
        groups = {each.item.meeting.group_id for each in matters if each.item}
        presiding: dict[int, list[GroupMember]] = defaultdict(list)
        seats = GroupMember.objects.current().filter(group__in=groups, kind__in=GroupMember.PRESIDING)
        for seat in sorted(seats, key=lambda each: GroupMember.PRESIDING.index(each.kind)):
            presiding[seat.group_id].append(seat)
        effects: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        access = CaseAccess.objects.current().filter(case__in={each.case.pk for each in matters})
        for case, person, effect in access.values_list("case_id", "person_id", "effect"):
            effects[effect][case].add(person)
        closed: dict[int, set[int]] = defaultdict(set)
        for shut in (CaseAccess.Effect.DENY, CaseAccess.Effect.FIRST):
            for case, people in effects[shut].items():
                closed[case] |= people
        roles = {each.case.organisation_id for each in matters}
        return _Facts(
            presiding=presiding,
            closed=closed,
            named=effects[CaseAccess.Effect.READ],
            officers=_holders(Permission.CASE_RESTRICT, roles),
            administrators=_holders(Permission.PEOPLE_MANAGE, roles),
        )


def _holders(permission: Permission, organisations: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    held = Membership.objects.current().allowing(permission).filter(organisation__in=organisations)
    for organisation, person in held.order_by().values_list("organisation_id", "person_id"):
        found[organisation].add(person)
    return found


def _answerers(matter: Matter, facts: _Facts) -> Answerers:
    case, closed = matter.case, {matter.person.pk, *facts.closed[matter.case.pk]}
    if matter.item:
        for seat in facts.presiding[matter.item.meeting.group_id]:
            if seat.person_id not in closed:
                return Answerers(str(seat.get_kind_display()).lower(), frozenset({seat.person_id}))
        if case.manager_id not in closed:
            return Answerers(MANAGER, frozenset({case.manager_id}))
    officers = facts.officers[case.organisation_id] - closed
    if case.restricted:
        officers &= facts.named[case.pk]
    if officers:
        return Answerers(OFFICERS, frozenset(officers))
    return Answerers(
        ADMINISTRATORS,
        frozenset(facts.administrators[case.organisation_id] - {matter.person.pk}),
        reads=False,
    )
