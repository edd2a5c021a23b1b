"""What a meeting has still to say something about: decisions between meetings, and immediate steps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import Person
from cases.models import Case, SafetyCheck
from pag.models import (
    AgendaItem,
    Consulted,
    Decision,
    GroupMember,
    ItemDeclaration,
    Meeting,
    Ratification,
    StepRatification,
)
from pag.models.agenda import AgendaItemQuerySet
from pag.models.meeting import BEFORE_MINUTES


@dataclass(frozen=True)
class ToRatify:
    """A decision between meetings as a meeting shows it to one person.

    `open` says that it is open to them; `to_declare` that they have still to declare on it.
    """

    item: AgendaItem
    ratification: Ratification | None
    open: bool
    to_declare: bool

    @property
    def decision(self) -> Decision:
        return self.item.decision


@dataclass(frozen=True)
class Step:
    """An immediate step that no meeting had looked at; `item` is the case on this agenda, if it is."""

    safety: SafetyCheck
    item: AgendaItem | None
    ratification: StepRatification | None

    @property
    def case(self) -> Case:
        return self.safety.case


def _of_this_group(meeting: Meeting, on_agenda: Collection[int]) -> Q:
    """Return whether a case is this meeting's to ask about: on its agenda, or waiting on none.

    A case that waits on none belongs to the group it was before, or to every group while it was before none.
    """
    of_case = AgendaItem.objects.live().filter(case=OuterRef("case"))
    earlier = of_case.exclude(state=AgendaItem.State.WAITING).filter(
        meeting__group=meeting.group_id, meeting__starts_at__lt=meeting.starts_at
    )
    elsewhere = of_case.waiting().filter(meeting__kind=Meeting.Kind.MEETING)
    ours = Q(Exists(earlier)) | ~Q(Exists(of_case))
    return Q(case__in=list(on_agenda)) | ours & ~Q(Exists(elsewhere))


def to_ratify(meeting: Meeting, person: Person, member: GroupMember | None) -> list[ToRatify]:
    """Return the decisions between meetings that wait for this meeting, and those it has ratified.

    Three queries. A member reads one once they declared no conflict on it, while its case is open to them.
    """
    mine = Prefetch("declarations", ItemDeclaration.objects.filter(person=person), to_attr="mine")
    consulted = Prefetch("consulted", Consulted.objects.select_related("member__person"))
    readable = Case.objects.visible_to(person).filter(pk=OuterRef("case"))
    items = (
        decided_between(meeting)
        .visible_to(person)
        .annotate(readable=Exists(readable))
        .select_related(
            "meeting__group",
            "urgency",
            "decision__ratification__recorded_by",
            "presided__member__person",
            "case__practitioner",
            "case__organisation",
        )
        .prefetch_related(mine, consulted)
        .order_by("decision__decided_on", "pk")
    )
    return [_shown(item, is_member=member is not None) for item in items]


def decided_between(meeting: Meeting) -> AgendaItemQuerySet:
    """Return the items decided between meetings that wait for this meeting, or that it has ratified."""
    waits = Q(decision__ratification__isnull=True, decision__decided_on__lte=meeting.day)
    if meeting.is_between:
        # Its own page: who has not declared on it does so there.
        return AgendaItem.objects.to_ratify().filter(meeting=meeting)
    theirs = Q(decision__ratification__meeting=meeting)
    if _may_say(meeting):
        theirs |= waits
    return AgendaItem.objects.between().filter(theirs, meeting__group=meeting.group, decision__isnull=False)


def _may_say(meeting: Meeting) -> bool:
    return meeting.stage in BEFORE_MINUTES and meeting.cancelled_at is None


def _shown(item: Any, *, is_member: bool) -> ToRatify:
    said = [each.answer for each in item.mine]
    ratification = getattr(item.decision, "ratification", None)
    return ToRatify(
        item=item,
        ratification=ratification,
        open=item.readable and (not is_member or said == [ItemDeclaration.Answer.NONE]),
        to_declare=is_member and not said and ratification is None,
    )


def awaiting_ratification(person: Person) -> QuerySet[Decision]:
    """Return the decisions between meetings of cases that `person` may read, on which none has said yet."""
    return Decision.objects.filter(
        item__meeting__kind=Meeting.Kind.BETWEEN,
        ratification__isnull=True,
        item__case__in=Case.objects.visible_to(person).values("pk"),
    ).select_related("item__case__practitioner", "item__meeting__group")


def steps_to_ratify(
    meeting: Meeting, items: Sequence[AgendaItem], person: Person, *, undeclared: Collection[int]
) -> list[Step]:
    """Return the immediate steps in force that no meeting has looked at, and those this one has.

    `items` are the meeting's. Until it has ended it is asked about the steps of cases on its agenda, and of
    those that wait on no agenda and were before its group, or before none. Only of cases that `person`
    may read, and not of those on which they have still to declare. A step is looked at by a meeting that
    decided about its case since. One query where there is none; else two.
    """
    on_agenda = {item.case_id: item for item in items}
    newest = SafetyCheck.objects.filter(case=OuterRef("case")).order_by("-answered_at", "-pk")
    looked_at = Decision.objects.filter(
        item__case=OuterRef("case"),
        item__meeting__kind=Meeting.Kind.MEETING,
        recorded_at__gte=OuterRef("answered_at"),
    )
    said = StepRatification.objects.filter(safety=OuterRef("pk"))
    cases = Case.objects.visible_to(person).filter(organisation=meeting.group.organisation_id)
    waits = Q(
        ~Exists(looked_at),
        ~Exists(said),
        unsafe=True,
        pk=Subquery(newest.values("pk")[:1]),
        case__in=cases.open().values("pk"),
    )
    ratified = Q(Exists(said.filter(item__meeting=meeting)), case__in=cases.values("pk"))
    asked = _may_say(meeting) and meeting.ended_at is None
    wanted = waits & _of_this_group(meeting, on_agenda) | ratified if asked else ratified
    steps = SafetyCheck.objects.filter(wanted).exclude(case__in=list(undeclared))
    steps = steps.select_related("case__practitioner", "case__organisation").order_by("answered_at", "pk")
    if not steps:
        return []
    done = {
        each.safety_id: each
        for each in StepRatification.objects.filter(item__meeting=meeting).select_related("recorded_by")
    }
    return [Step(each, on_agenda.get(each.case_id), done.get(each.pk)) for each in steps]
