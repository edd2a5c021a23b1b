"""Reaching groups, meetings and items: the places every view here asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.models import Case, CaseAccess
from pag.answering import Answerers, answers
from pag.models import (
    AgendaItem,
    Arrangement,
    Consulted,
    Decision,
    Group,
    GroupMember,
    ItemDeclaration,
    Meeting,
    Participant,
    StoodAside,
)
from pag.models.meeting import MeetingQuerySet
from pag.permissions import member_of
from ui.dates import as_day, day


@dataclass(frozen=True)
class Standing:
    """What somebody is to a group: a member or not, and whether they may plan its meetings."""

    member: GroupMember | None
    runs: bool

    @property
    def presides(self) -> bool:
        return self.member is not None and self.member.presides

    @property
    def sees_declarations(self) -> bool:
        """Who declared what is for those who must plan round it."""
        return self.runs or self.presides


def standing_of(person: Person, group: Group) -> Standing:
    """Return what `person` is to `group` today."""
    runs = has(person, Permission.MEETING_RUN, within=group.organisation)
    return Standing(member=member_of(group, person), runs=runs)


def told_of_conflicts(meeting: Meeting, member: GroupMember | None) -> str:
    """Return who is told when `member` declares a connection: the chair; of the chair's own, the deputy.

    Where there is no other who presides, it is the case manager.
    """
    presiding = meeting.group.members.current().filter(kind__in=GroupMember.PRESIDING)
    others = presiding.exclude(pk=member.pk) if member else presiding
    kinds = set(others.values_list("kind", flat=True))
    for kind in GroupMember.PRESIDING:
        if kind in kinds:
            return str(kind.label).lower()
    return "case manager"


def meetings_of(person: Person) -> MeetingQuerySet:
    """Return the meetings `person` may see, each with the number of `items` that are visible to them."""
    visible = AgendaItem.objects.live().visible_to(person)
    return (
        Meeting.objects.visible_to(person)
        .select_related("group__organisation")
        .annotate(number_of_items=Count("items", filter=Q(items__in=visible.values("pk"))))
    )


def get_meeting_or_404(person: Person, pk: int) -> Meeting:
    """Return the meeting if `person` may see it; 404 for everybody else."""
    return get_object_or_404(Meeting.objects.visible_to(person).select_related("group__organisation"), pk=pk)


def items_of(person: Person, meeting: Meeting) -> list[AgendaItem]:
    """Return the items of the meeting that `person` may see, in the order of the agenda.

    Their cases are of the group's organisation.
    """
    items = meeting.items.live().visible_to(person)
    found = list(items.select_related("decision", "case__practitioner", "case__summary").order_by("position"))
    for item in found:
        item.case.organisation = meeting.group.organisation
    return found


def open_items_of(person: Person, meeting: Meeting) -> list[AgendaItem]:
    """Return those of them whose content is open to `person`: a member has declared no conflict on them."""
    items = items_of(person, meeting)
    if not standing_of(person, meeting.group).member:
        return items
    none = ItemDeclaration.objects.filter(person=person, answer=ItemDeclaration.Answer.NONE)
    declared = set(none.filter(item__meeting=meeting).values_list("item", flat=True))
    return [item for item in items if item.pk in declared]


def closed_items(person: Person, meeting: Meeting) -> dict[int, int]:
    """Return the items from which `person` stands aside: each one's key, and its number, and no more."""
    aside = StoodAside.objects.in_force().of(person).values("denial__case")
    return dict(meeting.items.live().filter(case__in=aside).values_list("pk", "position"))


def correctable_items(person: Person, meeting: Meeting) -> set[int]:
    """Return the keys of those of which `person` may say that it was a mistake, and has not yet."""
    aside = StoodAside.objects.in_force().of(person).told().filter(Q(asked=False))
    cases = aside.filter(item__meeting__group=meeting.group_id).values("denial__case")
    return set(meeting.items.live().filter(case__in=cases).values_list("pk", flat=True))


def own_aside(person: Person, meeting: Meeting, item_pk: int) -> tuple[AgendaItem, StoodAside] | None:
    """Return the item and why it is closed to `person`, where they may say that it was a mistake."""
    item = meeting.items.live().filter(pk=item_pk).select_related("meeting").first()
    aside = StoodAside.objects.in_force().of(person).of_item(item).first() if item else None
    return (item, aside) if item and aside else None


def get_aside_or_404(person: Person, pk: int) -> tuple[StoodAside, Answerers]:
    """Return why somebody stands aside, and as what `person` answers it; 404 for everybody else."""
    aside = get_object_or_404(StoodAside.objects.in_force().whole(), pk=pk)
    who = answers(person, aside)
    if who is None:
        raise Http404
    return aside, who


def denied_people(case: Case) -> list[tuple[Person, str]]:
    """Return to whom a case that the caller was given is closed now, each once, and by what."""
    denials = CaseAccess.objects.denials().filter(case=case)
    found: dict[int, tuple[Person, str]] = {}
    for denial in denials.select_related("person").order_by("pk"):
        since = f"{denial.get_reason_display().lower()}, since {day(as_day(denial.starts_at))}"
        found.setdefault(denial.person_id, (denial.person, since))
    return list(found.values())


def get_item_or_404(person: Person, pk: int, item_pk: int) -> AgendaItem:
    """Return the item of the meeting if `person` may see it, or must declare on it; else 404."""
    meeting = get_meeting_or_404(person, pk)
    for item in items_of(person, meeting):
        if item.pk == item_pk:
            return item
    raise Http404


def decisions_of(case: Case) -> list[Decision]:
    """Return what groups decided about a case that the caller was given, the last first."""
    took_part = Prefetch("item__participants", Participant.objects.select_related("member__person"))
    parts = ("actions__owner", "answers", "options", "new_investigators", took_part)
    between = ("item__urgency__next_meeting", "item__presided__member__person", "ratification__meeting")
    consulted = Prefetch("item__consulted", Consulted.objects.select_related("member__person"))
    found = Decision.objects.of_case(case).select_related(*between)
    arranged = Prefetch("arrangements", Arrangement.objects.select_related("done"))
    return list(found.prefetch_related(*parts, consulted, arranged))


def arrangements_of_case(case: Case) -> QuerySet[Arrangement]:
    """Return what was arranged with the decisions about a case that the caller was given."""
    return Arrangement.objects.filter(decision__item__case=case).select_related("decision__item")


def decision_on(item: AgendaItem) -> Decision | None:
    """Return what was decided about the item, with who recorded it, if anything was yet."""
    return Decision.objects.filter(item=item).select_related("recorded_by").first()


def get_decision_or_404(case: Case, pk: int) -> Decision:
    """Return a decision about the case."""
    return get_object_or_404(Decision.objects.of_case(case), pk=pk)


def get_group_or_404(person: Person, pk: int) -> Group:
    """Return the group if `person` may change its members."""
    return get_object_or_404(Group.objects.managed_by(person).select_related("organisation"), pk=pk)


def groups_managed_by(person: Person) -> QuerySet[Group]:
    """Return the groups whose members `person` may change, each with the number of its members today."""
    current = GroupMember.objects.current().values("pk")
    return (
        Group.objects.managed_by(person)
        .select_related("organisation")
        .annotate(number_of_members=Count("members", filter=Q(members__in=current)))
    )


def items_of_case(case: Case) -> list[AgendaItem]:
    """Return the agenda items of a case that the caller was given, the last meeting first."""
    items = AgendaItem.objects.live().filter(case=case).select_related("meeting__group")
    return list(items.order_by("-meeting__starts_at"))


def by_part(members: Iterable[GroupMember]) -> list[GroupMember]:
    """Return the members with whoever presides first, then as the kinds are listed, by name."""
    return sorted(members, key=lambda member: list(GroupMember.Kind).index(GroupMember.Kind(member.kind)))
