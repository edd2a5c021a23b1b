"""Is the group ready? What is there and what is missing for every item of a meeting, in words.

A fixed number of queries, however many items, members and documents there are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.models import Account, CaseAccess
from documents.models import Document
from pag.models import (
    AgendaItem,
    GroupMember,
    ItemDeclaration,
    Meeting,
    PackChoice,
    QuorumRule,
    StoodAside,
)
from pag.no_vote import NoVotes, no_votes, said_of
from pag.quorum import Quorum, quorum_of
from pag.topics import open_topics
from pag.triaged import submitted_reviews
from ui.dates import day
from ui.words import counted

# When the practitioner was last asked for their own account, by the key of the case. The app that writes to
# them says so when it starts; one query.
Asked = Callable[[Collection[int]], dict[int, dt.date]]
_asked: list[Asked] = []


def register_asked(asked: Asked) -> None:
    """Take from `asked` when practitioners were asked for their account."""
    _asked.append(asked)


@dataclass(frozen=True)
class Line:
    """One thing that is there or missing."""

    words: str
    ready: bool


@dataclass(frozen=True)
class Prepared:
    """An item as the page of the meeting shows it to one person.

    `open` says that its content is open to them; `to_declare` that they have still to declare on it.
    `without_vote` says who may be there without a vote. `aside` are the members who stand aside from its
    case, whenever they said so;
    `readers` are the members to whom it is open, `silent` those who have still to declare. `reading` is how
    far `person` is with its papers.
    """

    item: AgendaItem
    lines: list[Line]
    quorum: Quorum
    without_vote: list[str]
    aside: list[StoodAside]
    readers: list[GroupMember]
    silent: list[GroupMember]
    open: bool
    to_declare: bool
    may_record: bool
    reading: Any = None


@dataclass(frozen=True)
class Facts:
    """What was read for all items at once: by the item what is chosen and declared, the rest by the case."""

    reviews: dict[int, Any]
    accounts: dict[int, int]
    asked: dict[int, dt.date]
    documents: dict[int, int]
    chosen: dict[int, int]
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
    no_vote = no_votes(items, members, rule)
    records = has(person, Permission.DECISION_RECORD, within=meeting.group.organisation)
    records = records or bool(member and member.presides)
    return [
        _prepare(
            item,
            members,
            rule,
            facts,
            person,
            no_vote=no_vote[item.pk],
            is_member=member is not None,
            records=records,
        )
        for item in items
    ]


def _prepare(
    item: AgendaItem,
    members: list[GroupMember],
    rule: QuorumRule | None,
    facts: Facts,
    person: Person,
    *,
    no_vote: NoVotes,
    is_member: bool,
    records: bool,
) -> Prepared:
    declarations = facts.declarations[item.pk]
    mine = next((each for each in declarations if each.person_id == person.pk), None)
    open_to_them = not is_member or (mine is not None and mine.answer == ItemDeclaration.Answer.NONE)
    asked = [each for each in members if each.person_id not in facts.denied[item.case_id]]
    belonging = {each.person_id for each in members}
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
            no_vote=no_vote,
        ),
        without_vote=said_of(asked, no_vote) if open_to_them else [],
        aside=[one for one in facts.aside[item.case_id] if one.denial.person_id in belonging],
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
    return [
        triage,
        _account(item, facts),
        _papers(item, facts),
        _contact(item),
        Line(f"{asked - silent} of {counted(asked, 'member')} declared", ready=not silent),
    ]


def _account(item: AgendaItem, facts: Facts) -> Line:
    if facts.accounts.get(item.case_id):
        return Line("The practitioner's own account is here", ready=True)
    asked = facts.asked.get(item.case_id)
    since = f"; asked for on {day(asked)}" if asked else ", and no letter has asked for one"
    return Line(f"No account from the practitioner yet{since}", ready=False)


def _papers(item: AgendaItem, facts: Facts) -> Line:
    """Documents, and how many of them were chosen for the papers; a choice of none is a choice too."""
    documents, chosen = facts.documents.get(item.case_id, 0), facts.chosen.get(item.pk)
    if not documents:
        return Line("No documents", ready=False)
    if chosen is None:
        return Line(f"{counted(documents, 'document')}; none chosen for the papers yet", ready=False)
    return Line(f"{counted(documents, 'document')}, {chosen} chosen for the papers", ready=True)


def _contact(item: AgendaItem) -> Line:
    if item.case.summary.pastoral_contact:
        return Line("A pastoral contact is there for the practitioner", ready=True)
    return Line("No pastoral contact is named for the practitioner", ready=False)


def _read(meeting: Meeting, items: Sequence[AgendaItem], person: Person) -> Facts:
    cases = [item.case for item in items]
    keys = [case.pk for case in cases]
    organisation = meeting.group.organisation_id
    documents, accounts = (
        open_topics(rows.objects.filter(case__in=keys), person, organisation) for rows in (Document, Account)
    )
    denied: dict[int, set[int]] = defaultdict(set)
    denials = CaseAccess.objects.denials().filter(case__in=keys)
    for case, somebody in denials.values_list("case_id", "person_id"):
        denied[case].add(somebody)
    declarations: dict[int, list[ItemDeclaration]] = defaultdict(list)
    for each in ItemDeclaration.objects.filter(item__in=items).select_related("person"):
        declarations[each.item_id].append(each)
    aside: dict[int, list[StoodAside]] = defaultdict(list)
    for one in StoodAside.objects.in_force().filter(denial__case__in=keys).select_related("denial__person"):
        if one.denial.person_id not in {each.denial.person_id for each in aside[one.denial.case_id]}:
            aside[one.denial.case_id].append(one)
    return Facts(
        reviews=submitted_reviews(cases),
        accounts=_counted(accounts),
        asked={key: on for asked in _asked for key, on in asked(keys).items()},
        documents=_counted(documents),
        chosen=_chosen(items, documents),
        denied=denied,
        declarations=declarations,
        aside=aside,
    )


def _chosen(items: Sequence[AgendaItem], documents: Any) -> dict[int, int]:
    """Return how many of the `documents` were chosen for each item for which somebody has chosen."""
    choices = PackChoice.objects.filter(item__in=items)
    number = Count("documents", filter=Q(documents__in=documents.values("pk")))
    return dict(choices.annotate(number=number).values_list("item_id", "number"))


def _counted(rows: Any) -> dict[int, int]:
    return dict(
        rows.order_by().values("case_id").annotate(number=Count("pk")).values_list("case_id", "number")
    )
