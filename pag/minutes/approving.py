"""Who approves which section.

The chair; where an item is closed to the chair, or the chair was away, the deputy; where neither may read
it, the case manager. What is about no item, or was taken off, goes to the chair, else to the deputy, else
to whoever runs the meeting.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from accounts.models import Membership
from accounts.permissions import Permission
from cases.models import CaseAccess
from pag.minutes.models import MinutesSection
from pag.models import Attendance, GroupMember, ItemDeclaration, Participant

Approvers = dict[int, frozenset[int]]


@dataclass(frozen=True)
class _Facts:
    presiding: Mapping[int, list[GroupMember]]
    effects: Mapping[tuple[int, int], set[str]]
    declared: Collection[tuple[int, int]]
    there: Collection[tuple[int, int]]
    unrestricted: Collection[tuple[int, int]]
    running: Mapping[int, set[int]]

    def reads(self, person: int, section: MinutesSection) -> bool:
        """Whether the case of the section is open to the person, by role or by name."""
        case = section.item.case  # type: ignore[union-attr]
        effects = self.effects.get((case.pk, person), set())
        if effects & {CaseAccess.Effect.DENY, CaseAccess.Effect.ALONE, CaseAccess.Effect.FIRST}:
            return False
        by_role = (case.organisation_id, person) in self.unrestricted and not case.restricted
        return by_role or CaseAccess.Effect.READ in effects


def approvers_of(sections: Collection[MinutesSection]) -> Approvers:
    """Return the keys of the people who approve each section, by its key; a fixed number of queries.

    The sections come with `minutes.meeting.group` and `item.case`.
    """
    facts = _read(sections)
    return {section.pk: frozenset(_approvers(section, facts)) for section in sections}


def _approvers(section: MinutesSection, facts: _Facts) -> set[int]:
    meeting = section.minutes.meeting
    seats = facts.presiding.get(meeting.group_id, [])
    item = section.item if section.is_decided else None
    if item:
        seats = [
            seat
            for seat in seats
            if (item.pk, seat.person_id) in facts.declared and facts.reads(seat.person_id, section)
        ]
    if seats:
        first, *others = seats
        away = (meeting.pk, first.person_id) not in facts.there
        return {first.person_id, *(other.person_id for other in others if away)}
    running = facts.running.get(meeting.group.organisation_id, set())
    if item is None:
        return running
    if item.case.manager_id in running and facts.reads(item.case.manager_id, section):
        return {item.case.manager_id}
    return {person for person in running if facts.reads(person, section)}


def _read(sections: Collection[MinutesSection]) -> _Facts:
    groups = {section.minutes.meeting.group_id for section in sections}
    organisations = {section.minutes.meeting.group.organisation_id for section in sections}
    items = [section.item for section in sections if section.item]
    presiding: dict[int, list[GroupMember]] = defaultdict(list)
    current = GroupMember.objects.current().filter(group__in=groups, kind__in=GroupMember.PRESIDING)
    for seat in sorted(current, key=lambda each: GroupMember.PRESIDING.index(each.kind)):
        presiding[seat.group_id].append(seat)
    people = {seat.person_id for seats in presiding.values() for seat in seats}
    effects: dict[tuple[int, int], set[str]] = defaultdict(set)
    access = CaseAccess.objects.current().filter(case__in={item.case_id for item in items})
    for case, person, effect in access.values_list("case_id", "person_id", "effect"):
        effects[case, person].add(effect)
    none = ItemDeclaration.objects.filter(
        item__in=items, person__in=people, answer=ItemDeclaration.Answer.NONE
    )
    meetings = {section.minutes.meeting_id for section in sections}
    took_part = Participant.objects.filter(item__meeting__in=meetings, member__person__in=people)
    came = Attendance.objects.filter(meeting__in=meetings, member__person__in=people)
    held = Membership.objects.current().filter(organisation__in=organisations).order_by()
    running: dict[int, set[int]] = defaultdict(set)
    for organisation, person in held.allowing(Permission.MEETING_RUN).values_list(
        "organisation_id", "person_id"
    ):
        running[organisation].add(person)
    unrestricted = held.allowing(Permission.CASE_SEE_UNRESTRICTED)
    return _Facts(
        presiding=presiding,
        effects=effects,
        declared=set(none.values_list("item_id", "person_id")),
        there={
            *took_part.values_list("item__meeting_id", "member__person_id"),
            *came.values_list("meeting_id", "member__person_id"),
        },
        unrestricted=set(unrestricted.values_list("organisation_id", "person_id")),
        running=running,
    )
