"""What belongs into the papers of one member now, and what changed since a version was made.

A plan is a list of items, each with the codes of its parts: {"item": 7, "position": 2, "parts":
["report:31", "account:4", "document:12:3"]}. It holds keys and numbers, and no name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from cases.models import Account, Case
from cases.topics import closed_topics
from documents.models import Document, Pdf
from pag.access import items_of
from pag.models import AgendaItem, ItemDeclaration, Meeting
from pag.packs.models import PackChoice, PackPart
from triage.models import Review
from triage.reports import REPORT
from ui.dates import day

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
    return [ItemPapers(item, _papers(person, item)) for item in items if item.case_id in readable]


def _papers(person: Person, item: AgendaItem) -> list[Paper]:
    case, closed = item.case, closed_topics(person, item.case)
    found = []
    report = newest_report(case, closed)
    if report:
        title = f"Triage report of {day(report.wanted_at)}"
        found.append(Paper(f"report:{report.pk}", PackPart.Kind.REPORT, report.pk, title))
    for account in Account.objects.filter(case=case).exclude(topic__in=closed):
        title = f"The practitioner's own account of {day(account.received_on)}"
        if account.about:
            title = f"{title}: {account.about}"
        found.append(Paper(f"account:{account.pk}", PackPart.Kind.ACCOUNT, account.pk, title))
    for document in chosen_documents(item).without_topics(closed):
        code = f"document:{document.pk}:{document.number}"
        title = f"Document {document.number}: {document.title}"
        found.append(Paper(code, PackPart.Kind.DOCUMENT, document.file_id, title, document))
    return found


def newest_report(case: Case, closed: set[str]) -> Pdf | None:
    """Return the newest report of the newest submitted triage that is not `closed`, made or not."""
    review = Review.objects.submitted().of_case(case).without_topics(closed).first()
    if review is None:
        return None
    return Pdf.objects.of(REPORT.key, review).exclude(topic__in=closed).defer("html").first()


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


def is_open(plan: Plan, now: Plan) -> bool:
    """Tell whether everything in a version's plan is still open to whom `now` was made for."""
    parts = {each["item"]: set(each["parts"]) for each in now}
    return all(each["item"] in parts and set(each["parts"]) <= parts[each["item"]] for each in plan)


def changes_between(old: Plan, new: Plan) -> list[str]:
    """Return what is different, in sentences that name nobody and give no reason."""
    before, after = ({each["item"]: each for each in plan} for plan in (old, new))
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
