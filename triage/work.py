"""What triage asks of somebody today."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from accounts.models import Person
from cases.models import Case, CaseAccess
from cases.querysets import managed
from cases.stages import Stage
from cases.work import WorkItem
from triage.models import Declaration, Review
from triage.permissions import ADVISOR, JOINT
from triage.work_second import second_scorings
from ui.dates import as_day


def work_for(person: Person) -> list[WorkItem]:
    """Return what waits for `person`: a fixed number of queries, whatever waits."""
    return [*_to_declare(person), *_to_finish(person), *_to_assign(person), *second_scorings(person)]


def _to_declare(person: Person) -> list[WorkItem]:
    """Name the case by its reference only: nothing of it has opened yet."""
    asked = (
        CaseAccess.objects.current()
        .of(person)
        .filter(Q(source=ADVISOR) | Q(source__startswith=JOINT))
        .filter(effect=CaseAccess.Effect.DECLARE, case__in=Case.objects.to_declare(person))
        .select_related("case")
        .order_by("starts_at", "pk")
    )
    return [
        WorkItem(
            sentence=f"Declare on {each.case.reference}: you are asked to triage it",
            url=reverse("triage", args=[each.case.reference]),
            reference=each.case.reference,
            waiting_since=as_day(each.starts_at),
            asked=True,
        )
        for each in asked
    ]


def _to_finish(person: Person) -> list[WorkItem]:
    mine = Case.objects.visible_to(person).open()
    drafts = (
        Review.objects.firsts()
        .in_draft()
        .written_by(person)
        .filter(case__in=mine)
        .exclude(Q(advisor=person) & ~Q(case__advisor=person))
        .select_related("case__practitioner", "copied_from__returned__by")
        .order_by("started_at", "pk")
    )
    return [
        WorkItem(
            sentence=_to_go_on(each),
            url=reverse("triage", args=[each.case.reference]),
            reference=each.case.reference,
            waiting_since=as_day(each.started_at),
            since="begun on",
            asked=each.copied_from is not None,
        )
        for each in drafts
    ]


def _to_go_on(draft: Review) -> str:
    name = draft.case.practitioner.name
    if draft.copied_from:
        return f"Add to the triage of {name}: {draft.copied_from.returned.by.name} asked for more"
    return f"Finish the triage of {name}"


def _to_assign(person: Person) -> list[WorkItem]:
    """Cases of theirs that nobody triages: not asked yet, or the advisor who was asked stood aside.

    Also later on, where a new scoring was under way.
    """
    mine = managed(person)
    if not mine:
        return []
    declared = Declaration.objects.filter(case=OuterRef("pk")).order_by("-at", "-pk")
    first = Q(stage__in=[Stage.RECEIVED, Stage.TRIAGE]) & ~Q(pk__in=Review.objects.submitted().values("case"))
    left = Q(pk__in=Review.objects.firsts().in_draft().values("case"))
    unassigned: Any = Case.objects.open().filter(first | left, pk__among=mine, advisor=None)
    unassigned = unassigned.annotate(
        answer=Subquery(declared.values("answer")[:1]), declared_at=Subquery(declared.values("at")[:1])
    )
    return [_ask(each) for each in unassigned.select_related("practitioner").order_by("received_on", "pk")]


def _ask(case: Any) -> WorkItem:
    aside = case.answer in (Declaration.Answer.YES, Declaration.Answer.UNSURE)
    sentence = f"Ask an advisor to triage the concern about {case.practitioner.name}"
    if aside:
        sentence = (
            f"Ask another advisor to triage the concern about {case.practitioner.name}: "
            "the one who was asked stood aside"
        )
    return WorkItem(
        sentence=sentence,
        url=reverse("triage", args=[case.reference]),
        reference=case.reference,
        waiting_since=as_day(case.declared_at) if aside else case.received_on,
        since="waiting since" if aside else "received on",
    )
