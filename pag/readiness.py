"""Is the group ready? What is there and what is missing for every item of a meeting, in words.

A fixed number of queries, however many items, members and documents there are.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef

from accounts.models import Person
from accounts.permissions import Permission, has, permissions_in
from cases.models import Account, CaseAccess, TopicSeal
from cases.topics import NEEDS
from documents.models import Document
from pag.models import AgendaItem, GroupMember, ItemDeclaration, Meeting, QuorumRule, StoodAside
from pag.quorum import Quorum, quorum_of
from pag.triaged import submitted_reviews
from ui.dates import day
from ui.words import counted


@dataclass(frozen=True)
class Line:
    """One thing that is there or missing."""

    words: str
    ready: bool


@dataclass(frozen=True)
class Prepared:
    """An item as the page of the meeting shows it to one person.

    `open` says that its content is open to them; `to_declare` that they have still to declare on it.
    `aside` are those who stand aside from it; `readers` are the members to whom it is open,
    `silent` those who have still to declare. `reading` is how far `person` is with its papers.
    """

    item: AgendaItem
    lines: list[Line]
    quorum: Quorum
    aside: list[StoodAside]
    readers: list[GroupMember]
    silent: list[GroupMember]
    open: bool
    to_declare: bool
    may_record: bool
    reading: Any = None


@dataclass(frozen=True)
class Facts:
    """What was read for all items at once, by the key of the case or of the item."""

    reviews: dict[int, Any]
    accounts: dict[int, int]
    documents: dict[int, int]
    denied: dict[int, set[int]]
    declarations: dict[int, list[ItemDeclaration]]
    aside: dict[int, list[StoodAside]]


def prepared_items(
    meeting: Meeting, items: Sequence[AgendaItem], person: Person, *, member: GroupMember | None
) -> list[Prepared]:
    """Return the items of the meeting that `person` may see, with what is ready for each."""
    members = list(meeting.group.members.current(on=meeting.day).select_related("person"))
    rule = QuorumRule.objects.in_force(meeting.group, on=meeting.day)
    facts = _read(meeting, items, person)
    records = has(person, Permission.DECISION_RECORD, within=meeting.group.organisation)
    records = records or bool(member and member.presides)
    return [
        _prepare(item, members, rule, facts, person, is_member=member is not None, records=records)
        for item in items
    ]


def _prepare(
    item: AgendaItem,
    members: list[GroupMember],
    rule: QuorumRule,
    facts: Facts,
    person: Person,
    *,
    is_member: bool,
    records: bool,
) -> Prepared:
    declarations = facts.declarations[item.pk]
    mine = next((each for each in declarations if each.person_id == person.pk), None)
    open_to_them = not is_member or (mine is not None and mine.answer == ItemDeclaration.Answer.NONE)
    asked = [each for each in members if each.person_id not in facts.denied[item.case_id]]
    said = {each.person_id: each.answer for each in declarations}
    silent = [each for each in asked if each.person_id not in said]
    return Prepared(
        item=item,
        lines=_lines(item, facts, asked=len(asked), silent=len(silent)) if open_to_them else [],
        quorum=quorum_of(
            rule,
            members,
            kept_out=facts.denied[item.case_id],
            discipline=item.case.practitioner.discipline,
        ),
        aside=facts.aside[item.pk],
        readers=[each for each in asked if said.get(each.person_id) == ItemDeclaration.Answer.NONE],
        silent=silent,
        open=open_to_them,
        to_declare=is_member and mine is None and item.waits,
        may_record=open_to_them and records and item.waits and item.meeting.has_come and not item.case.ended,
    )


def _lines(item: AgendaItem, facts: Facts, *, asked: int, silent: int) -> list[Line]:
    review = facts.reviews.get(item.case_id)
    if review:
        triage = Line(f"Triage submitted on {day(review.submitted_at)}", ready=True)
    else:
        triage = Line("No triage yet", ready=False)
    accounts = facts.accounts.get(item.case_id, 0)
    told = "The practitioner's own account is here" if accounts else "No account from the practitioner yet"
    documents = facts.documents.get(item.case_id, 0)
    return [
        triage,
        Line(told, ready=bool(accounts)),
        Line(counted(documents, "document") if documents else "No documents", ready=bool(documents)),
        Line(f"{asked - silent} of {counted(asked, 'member')} declared", ready=not silent),
    ]


def _read(meeting: Meeting, items: Sequence[AgendaItem], person: Person) -> Facts:
    cases = [item.case for item in items]
    keys = [case.pk for case in cases]
    held = permissions_in(person, meeting.group.organisation_id)
    closed = [topic for topic, needed in NEEDS.items() if needed not in held]
    sealed = TopicSeal.objects.filter(
        case=OuterRef("case"), topic=OuterRef("topic"), person=person, ends_at__isnull=True
    )
    documents = Document.objects.filter(case__in=keys).exclude(topic__in=closed).exclude(Exists(sealed))
    denied: dict[int, set[int]] = defaultdict(set)
    denials = CaseAccess.objects.current().filter(case__in=keys, effect=CaseAccess.Effect.DENY)
    for case, somebody in denials.values_list("case_id", "person_id"):
        denied[case].add(somebody)
    declarations: dict[int, list[ItemDeclaration]] = defaultdict(list)
    for each in ItemDeclaration.objects.filter(item__in=items).select_related("person"):
        declarations[each.item_id].append(each)
    aside: dict[int, list[StoodAside]] = defaultdict(list)
    for one in StoodAside.objects.in_force().filter(item__in=items).select_related("denial__person"):
        aside[one.item_id or 0].append(one)
    return Facts(
        reviews=submitted_reviews(cases),
        accounts=_counted(Account.objects.filter(case__in=keys)),
        documents=_counted(documents),
        denied=denied,
        declarations=declarations,
        aside=aside,
    )


def _counted(rows: Any) -> dict[int, int]:
    return dict(
        rows.order_by().values("case_id").annotate(number=Count("pk")).values_list("case_id", "number")
    )
