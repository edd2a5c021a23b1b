"""What needs somebody today. Each app offers `work_for(person)`; `desk` merges them into one list."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case, CaseAccess, Part, SafetyCheck, StepAfterClosing
from cases.querysets import CaseQuerySet, managed
from cases.stages import Stage
from cases.summary import First
from ui.dates import as_day, today
from ui.words import counted

# How long before its day a step that goes on after closing is brought up.
NEAR = dt.timedelta(days=7)
# For how long nobody is reminded that a new case manager has still to declare, and how many are listed then.
PATIENCE = dt.timedelta(days=2)
AT_MOST = 20


@dataclass(frozen=True)
class WorkItem:
    """One thing to do, as a kind sentence: "Write to Dr Okafor: the group met 3 working days ago".

    `due` is a London date or None. `urgent` is for what may not wait, such as somebody unsafe. Without a day
    by which, `waiting_since` is when somebody began to wait, and `since` how the list says so. `asked` is for
    what another person asked for and waits to have answered.
    """

    sentence: str
    url: str
    reference: str = ""
    due: dt.date | None = None
    urgent: bool = False
    waiting_since: dt.date | None = None
    since: str = "waiting since"
    asked: bool = False
    others: "tuple[WorkItem, ...]" = ()

    @property
    def waits(self) -> bool:
        """Whether its day has come, or somebody waits for it already."""
        return self.due <= today() if self.due else self.waiting_since is not None

    @property
    def others_in_words(self) -> str:
        return f"The same for {counted(len(self.others), 'other')}"

    @property
    def order(self) -> tuple[bool, bool, bool, dt.date]:
        """How the list is sorted: urgent, then who asked, then what waits already, then the rest.

        Each of these by its day: who waits longest comes first.
        """
        day = self.due or self.waiting_since or dt.date.max
        return (not self.urgent, not self.waits, not (self.waits and self.asked), day)


def work_for(person: Person) -> list[WorkItem]:
    """Return the steps to review, the first contacts to make and the cases to close that `person` manages."""
    mine = managed(person)
    own = [*_own(mine), *_steps_that_go_on(mine)] if mine else []
    return [*own, *_without_manager(person)]


def _own(mine: list[int]) -> list[WorkItem]:
    close = First.CLOSE.name.lower()
    newest = SafetyCheck.objects.filter(case=OuterRef("pk")).order_by("-answered_at", "-pk")
    cases: Any = Case.objects.open().filter(pk__among=mine)
    cases = cases.annotate(
        unsafe=Subquery(newest.values("unsafe")[:1]), review_on=Subquery(newest.values("review_on")[:1])
    ).filter(Q(unsafe=True) | Q(summary__last_told_on__isnull=True) | Q(summary__next_place=close))
    found = list(cases.select_related("practitioner", "summary"))
    items = [
        WorkItem(
            sentence=f"Review the immediate step that keeps people safe: {case.practitioner.name}",
            url=reverse("case_safety", args=[case.reference]),
            reference=case.reference,
            due=case.review_on,
            urgent=case.review_on <= today(),
        )
        for case in found
        if case.unsafe
    ]
    for case in found:
        items += [_to_tell(case)] if case.summary.last_told_on is None else []
        items += [_to_close(case)] if case.summary.next_place == close else []
    return items


def _to_tell(case: Case) -> WorkItem:
    return WorkItem(
        sentence=f"Tell {case.practitioner.name} about the concern, and who is there for them",
        url=reverse("case", args=[case.reference]),
        reference=case.reference,
        waiting_since=case.received_on,
        since="received on",
    )


def _to_close(case: Case) -> WorkItem:
    return WorkItem(
        sentence=f"Close the case of {case.practitioner.name}: what was decided is done",
        url=reverse("case_close", args=[case.reference]),
        reference=case.reference,
        due=case.summary.next_due,
    )


def _steps_that_go_on(mine: list[int]) -> list[WorkItem]:
    """Return the immediate steps that went on after closing, when their day is near."""
    newest = SafetyCheck.objects.filter(case=OuterRef("safety__case")).order_by("-answered_at", "-pk")
    said_last = StepAfterClosing.objects.filter(safety=OuterRef("safety")).order_by("-said_at", "-pk")
    kept = StepAfterClosing.objects.filter(
        safety__case__pk__among=mine,
        safety__case__stage=Stage.CLOSED,
        safety=Subquery(newest.values("pk")[:1]),
        pk=Subquery(said_last.values("pk")[:1]),
        until__lte=today() + NEAR,
    )
    return [
        WorkItem(
            sentence=f"See whether the immediate step has to go on: {each.safety.case.practitioner.name}",
            url=reverse("case_safety", args=[each.safety.case.reference]),
            reference=each.safety.case.reference,
            due=each.until,
            urgent=each.until is not None and each.until <= today(),
        )
        for each in kept.select_related("safety__case__practitioner")
    ]


def _without_manager(person: Person) -> list[WorkItem]:
    """Return the open cases whose manager's role has ended, for those who can see to it."""
    items = []
    if organisations := organisations_with(person, Permission.CASE_RESTRICT):
        seen = Case.objects.visible_to(person).filter(organisation__in=organisations)
        if count := seen.open().without_manager().count():
            has = "case has" if count == 1 else "cases have"
            items.append(
                WorkItem(
                    sentence=f"{count} open {has} no case manager at work: hand {_them(count)} over",
                    url=f"{reverse('cases')}?unmanaged=on",
                    urgent=True,
                )
            )
        items += _managers_to_declare(seen)
    if organisations := organisations_with(person, Permission.PEOPLE_MANAGE):
        left = Case.objects.open().left_by_manager().filter(organisation__in=organisations).order_by()
        counts = left.values_list("manager", "organisation").annotate(Count("pk"))
        for manager, organisation, count in counts:
            items.append(
                WorkItem(
                    sentence=f"Hand over {counted(count, 'open case')} of somebody whose role has ended",
                    url=f"{reverse('hand_over_work', args=[manager])}?organisation={organisation}",
                    urgent=True,
                )
            )
    return items


def _managers_to_declare(seen: CaseQuerySet) -> list[WorkItem]:
    """Return the cases whose new manager was asked some days ago to declare, and has not yet."""
    asked = CaseAccess.objects.current(at=timezone.now() - PATIENCE).filter(
        case__in=seen.open(), effect=CaseAccess.Effect.FIRST, source=Part.MANAGER, ends_at__isnull=True
    )
    return [
        WorkItem(
            sentence=f"{each.person.name} has not said yet whether they have a connection with "
            f"{each.case.practitioner.name}: ask them, or hand the case over",
            url=reverse("case", args=[each.case.reference]),
            reference=each.case.reference,
            waiting_since=as_day(each.starts_at),
            since="asked on",
        )
        for each in asked.select_related("person", "case__practitioner").order_by("starts_at")[:AT_MOST]
    ]


def _them(count: int) -> str:
    return "it" if count == 1 else "them"
