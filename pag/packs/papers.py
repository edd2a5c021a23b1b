"""What belongs into the papers of one member now, and what changed since a version was made.

A plan is a list of items, each with the codes of its parts: {"item": 7, "position": 2, "parts":
["account:4", "report:31", "document:12:3"]}; after them comes what stands beside the cases, as
`pag.packs.beside` writes it. It holds keys and numbers, and no name.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from accounts.permissions import permissions_in
from cases.models import Account, Case, TopicSeal
from cases.topics import NEEDS
from documents.models import Document, Pdf
from pag.access import items_of
from pag.models import AgendaItem, ItemDeclaration, Meeting
from pag.packs.looking.models import Look
from pag.packs.models import PackChoice, PackPart
from triage.models import Review
from triage.reports import REPORT
from ui.dates import clock, day

Plan = list[dict[str, Any]]


@dataclass(frozen=True)
class Paper:
    """One part of an item's papers: the row it is made as, and how the contents name it."""

    code: str
    kind: str
    subject_key: int
    title: str
    document: Document | None = None

    @property
    def row(self) -> tuple[str, int]:
        return self.kind, self.subject_key


@dataclass(frozen=True)
class ItemPapers:
    """An item that is open to the member, with its papers in order."""

    item: AgendaItem
    papers: list[Paper]

    @property
    def has_report(self) -> bool:
        """Whether a triage is among them."""
        return any(paper.kind == PackPart.Kind.REPORT for paper in self.papers)


def papers_for(person: Person, meeting: Meeting) -> list[ItemPapers]:
    """Return the items on which `person` declared no conflict and which are open to them now."""
    declared = set(
        ItemDeclaration.objects.filter(
            item__meeting=meeting, person=person, answer=ItemDeclaration.Answer.NONE
        ).values_list("item", flat=True)
    )
    items = [item for item in items_of(person, meeting) if item.pk in declared] if declared else []
    readable = set(
        Case.objects.visible_to(person)
        .filter(pk__in=[item.case_id for item in items])
        .values_list("pk", flat=True)
    )
    return papers_of(person, [item for item in items if item.case_id in readable])


def papers_of(person: Person, items: Sequence[AgendaItem]) -> list[ItemPapers]:
    """Return the papers of items that are open to `person`, less what is closed to them in each case.

    The practitioner's own account comes first, before anybody judges.

    As many queries for one item as for many.
    """
    if not items:
        return []
    cases = [item.case for item in items]
    closed = closed_in(person, cases)
    reports = _newest_reports(cases, closed)
    accounts, chosen = defaultdict(list), _chosen(items)
    for account in Account.objects.filter(case__in=cases):
        accounts[account.case_id].append(account)
    found = []
    for item in items:
        shut = closed[item.case_id]
        papers = [_account(each) for each in accounts[item.case_id] if each.topic not in shut]
        papers += [_report(reports[item.case_id])] if item.case_id in reports else []
        papers += [_document(each) for each in chosen[item.pk] if each.topic not in shut]
        found.append(ItemPapers(item, papers))
    return found


def closed_in(person: Person, cases: Sequence[Case]) -> dict[int, set[str]]:
    """Return the topics of each case that are closed to `person`, as `cases.topics` says for one."""
    sealed = TopicSeal.objects.filter(case__in=cases, person=person, ends_at__isnull=True)
    found: dict[int, set[str]] = defaultdict(set)
    for key, topic in sealed.values_list("case_id", "topic"):
        found[key].add(topic)
    held = {each: permissions_in(person, each) for each in {case.organisation_id for case in cases}}
    for case in cases:
        shut = {topic for topic, needed in NEEDS.items() if needed not in held[case.organisation_id]}
        found[case.pk] |= shut
    return found


def _newest_reports(cases: Sequence[Case], closed: dict[int, set[str]]) -> dict[int, Pdf]:
    """Return the newest report of each case, made or not, of the newest submitted triage that is open."""
    newest = {}
    for review in Review.objects.firsts().submitted().filter(case__in=cases).order_by("revision"):
        if review.topic not in closed[review.case_id]:
            newest[review.case_id] = review.pk
    reports = Pdf.objects.filter(kind=REPORT.key, subject_key__in=newest.values()).defer("html")
    return {
        report.case_id: report
        for report in reports.order_by("pk")
        if report.topic not in closed[report.case_id]
    }


def _chosen(items: Sequence[AgendaItem]) -> dict[int, list[Document]]:
    """Return the documents picked for each item that are still with its case, by their numbers.

    One in which something was found that nobody has decided about, or that is still looked through, waits.
    One that is kept from the group is in nobody's papers.
    """
    picked: QuerySet[Any] = PackChoice.documents.through.objects.filter(packchoice__item__in=items)
    found: dict[int, list[Document]] = defaultdict(list)
    held = set(
        Look.objects.filter(case__in=[item.case_id for item in items])
        .unsettled()
        .values_list("document", "case")
    )
    for each in picked.select_related("packchoice", "document__file").order_by("document__number"):
        if each.document.kept_from_group or (each.document_id, each.document.case_id) in held:
            continue
        found[each.packchoice.item_id].append(each.document)
    cases = {item.pk: item.case_id for item in items}
    return defaultdict(
        list, {key: [one for one in there if one.case_id == cases[key]] for key, there in found.items()}
    )


def _report(report: Pdf) -> Paper:
    title = f"Triage report of {day(report.wanted_at)}"
    return Paper(f"report:{report.pk}", PackPart.Kind.REPORT, report.pk, title)


def _account(account: Account) -> Paper:
    title = f"The practitioner's own account of {day(account.received_on)}"
    if account.about:
        title = f"{title}: {account.about}"
    return Paper(f"account:{account.pk}", PackPart.Kind.ACCOUNT, account.pk, title)


def _document(document: Document) -> Paper:
    code = f"document:{document.pk}:{document.number}"
    title = f"Document {document.number}: {document.title}"
    return Paper(code, PackPart.Kind.DOCUMENT, document.file_id, title, document)


def chosen_documents(item: AgendaItem) -> Any:
    """Return the documents picked for the item that are still with its case."""
    picked: QuerySet[Any] = PackChoice.documents.through.objects.filter(packchoice__item=item)
    return Document.objects.of_case(item.case).filter(pk__in=picked.values("document"))


def plan_of(items: Sequence[ItemPapers]) -> Plan:
    """Return the papers as a version keeps them."""
    return [
        {
            "item": each.item.pk,
            "position": each.item.position,
            "parts": [paper.code for paper in each.papers],
        }
        for each in items
    ]


def meets(meeting: Meeting) -> str:
    """Return when and where the group meets, as papers say it: "12 May 2026, 14:00, Room 1"."""
    return ", ".join(filter(None, [day(meeting.day), clock(meeting.starts_at), meeting.place]))


def is_open(plan: Plan, now: Plan) -> bool:
    """Tell whether all papers of items in a version's plan are still open to whom `now` was made for."""
    parts = {each["item"]: set(each["parts"]) for each in items_in(now)}
    return all(each["item"] in parts and set(each["parts"]) <= parts[each["item"]] for each in items_in(plan))


def items_in(plan: Plan) -> Plan:
    """Return the items of a plan."""
    return [each for each in plan if "item" in each]


def changes_between(old: Plan, new: Plan) -> list[str]:
    """Return what is different, in sentences that name nobody and give no reason."""
    before, after = ({each["item"]: each for each in items_in(plan)} for plan in (old, new))
    said = [
        f"Item {each['position']} is no longer among your papers."
        for key, each in before.items()
        if key not in after
    ]
    for key, each in after.items():
        number = each["position"]
        if key not in before:
            said.append(f"Item {number} is new.")
            continue
        earlier = before[key]
        if earlier["position"] != number:
            said.append(f"Item {earlier['position']} is now item {number}.")
        added = [part for part in each["parts"] if part not in earlier["parts"]]
        gone = [part for part in earlier["parts"] if part not in each["parts"]]
        said += [f"Item {number}: {_called(part)} was added." for part in added]
        said += [f"Item {number}: {_called(part)} was taken out." for part in gone]
    return said


def _called(code: str) -> str:
    kind, *keys = code.split(":")
    if kind == PackPart.Kind.DOCUMENT:
        return f"document {keys[-1]}"
    return "a triage report" if kind == PackPart.Kind.REPORT else "an account of the practitioner"
