"""The list of cases: what is asked for, in which order, and one page of it by keyset.

A page starts after the last row of the page before, so that page 20,000 costs what page one does.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case as Choose
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from accounts.models import Person
from accounts.models.person import whole_name
from cases import search
from cases.models import Case, TopicSeal
from cases.models.summary import due, height
from cases.querysets import CaseQuerySet
from cases.stages import Stage
from cases.topics import any_sealed
from ui.dates import as_day

SIZE = 25


class ShownCase(NamedTuple):
    """What a row of the list shows of a case and of those around it, read by the paths in `SHOWN`.

    Values, not models: four of those a row cost more than all else that a row takes.
    """

    pk: int
    reference: str
    route: str
    stage: str
    received_on: dt.date
    closed_at: dt.datetime | None
    restricted: bool
    seen_colour: str
    seen_score: int
    due: dt.date
    next_step: str
    next_due: dt.date | None
    practice_name: str
    practitioner_title: str
    practitioner_first_name: str
    practitioner_last_name: str
    manager_title: str
    manager_first_name: str
    manager_last_name: str

    @property
    def practitioner_name(self) -> str:
        return whole_name(self.practitioner_title, self.practitioner_first_name, self.practitioner_last_name)

    @property
    def manager_name(self) -> str:
        return whole_name(self.manager_title, self.manager_first_name, self.manager_last_name)

    def age_in_days(self, *, on: dt.date) -> int:
        """Return how many days ago the concern came in; until closing, for a closed case."""
        end = as_day(self.closed_at) if self.closed_at else on
        return (end - self.received_on).days


SHOWN = (
    *("pk", "reference", "route", "stage", "received_on", "closed_at", "restricted"),
    *("seen_colour", "seen_score", "due", "summary__next_step", "summary__next_due"),
    *("practitioner__practice_name", "practitioner__title"),
    *("practitioner__first_name", "practitioner__last_name"),
    *("manager__title", "manager__first_name", "manager__last_name"),
)


@dataclass(frozen=True)
class Order:
    """One way to sort: what by, and whether the largest comes first."""

    label: str
    by: str
    descending: bool


ORDERS = {
    "newest": Order("Newest first", "received_on", descending=True),
    "oldest": Order("Oldest first", "received_on", descending=False),
    "next": Order("Next date first", "due", descending=False),
    "score": Order("Highest score first", "seen_score", descending=True),
}


@dataclass(frozen=True)
class Criteria:
    """What the list was asked for. Empty values ask for everything that is open."""

    words: str = ""
    stage: str = ""
    colour: str = ""
    route: str = ""
    mine: bool = False
    unmanaged: bool = False
    order: str = "newest"


@dataclass(frozen=True)
class Page:
    """One page of cases, with the marks from which the next and the previous page start."""

    cases: list[ShownCase]
    next_mark: str
    previous_mark: str


@dataclass(frozen=True)
class Matching:
    """The cases that were asked for, and whether their words are in more cases than are looked through."""

    cases: QuerySet[Case]
    cut: bool


def matching(person: Person, criteria: Criteria, *, rows: bool = False) -> Matching:
    """Return the cases `person` may see that the criteria ask for, with what the list shows.

    With `rows`, as values in the order of `SHOWN`, for `page_of`.
    """
    sealed = any_sealed(person)

    def visible(cases: CaseQuerySet) -> CaseQuerySet:
        cases = cases.visible_to(person)
        return cases.without_manager() if criteria.unmanaged else cases

    cases = visible(_sealed_to(person, rows=rows) if sealed else _unsealed(rows=rows))
    asked, found = [], []
    if criteria.words:
        found = search.cases_found(person, criteria.words, visible=visible, sealed=sealed)
        asked.append(Q(pk__among=found))
    if criteria.stage:
        asked.append(Q(stage=criteria.stage))
    elif not criteria.words:
        asked.append(~Q(stage__in=[Stage.CLOSED, Stage.WITHDRAWN]))
    if criteria.colour:
        asked.append(Q(seen_colour=criteria.colour))
    if criteria.route:
        asked.append(Q(route=criteria.route))
    if criteria.mine:
        asked.append(Q(manager=person) | Q(advisor=person))
    return Matching(cases.filter(*asked), cut=len(found) == search.MOST)


@functools.cache
def _unsealed(*, rows: bool) -> CaseQuerySet:
    """Return all cases as the list shows them, colour and score too.

    The same for everybody, and long in building, so that it is built once and narrowed each time.
    """
    return _shown(F("summary__colour"), height("summary__"), rows=rows)


def _sealed_to(person: Person, *, rows: bool) -> CaseQuerySet:
    """Return all cases as the list shows them, without colour and score where their topic is sealed."""
    closed = Exists(
        TopicSeal.objects.filter(
            case=OuterRef("pk"), topic=OuterRef("summary__score_topic"), person=person, ends_at__isnull=True
        )
    )
    colour = Choose(When(closed, then=Value("")), default=F("summary__colour"), output_field=CharField())
    score = Choose(When(closed, then=Value(0)), default=height("summary__"), output_field=IntegerField())
    return _shown(colour, score, rows=rows)


def _shown(colour: Any, score: Any, *, rows: bool) -> CaseQuerySet:
    # Every case has its summary: said aloud, so that an order by it may follow the summary's index.
    stored = Case.objects.filter(summary__isnull=False)
    cases: Any = stored.annotate(seen_colour=colour, seen_score=score, due=due("summary__"))
    return cases.values_list(*SHOWN) if rows else cases


def page_of(cases: QuerySet[Any, Any], *, order: Order, after: str = "", before: str = "") -> Page:
    """Return the page of rows that follows the mark `after`, or ends before the mark `before`."""
    backwards = bool(before) and not after
    mark = _read(before if backwards else after, order)
    descending = order.descending != backwards
    if mark is not None:
        value, pk = mark
        way = "lt" if descending else "gt"
        cases = cases.filter(
            Q(**{f"{order.by}__{way}": value}) | Q(**{order.by: value, f"pk__{way}": pk})
        ).filter(**{f"{order.by}__{way}e": value})
    sign = "-" if descending else ""
    rows = cases.order_by(f"{sign}{order.by}", f"{sign}pk")[: SIZE + 1]
    found = [ShownCase(*row) for row in rows]
    more, found = len(found) > SIZE, found[:SIZE]
    if backwards:
        found.reverse()
    has_next = backwards or more
    has_previous = more if backwards else mark is not None
    return Page(
        cases=found,
        next_mark=_mark(found[-1], order) if found and has_next else "",
        previous_mark=_mark(found[0], order) if found and has_previous else "",
    )


def criteria_from(query: Mapping[str, Any]) -> Criteria:
    """Read the criteria from an address; what makes no sense is left out."""
    known = {"stage": Stage.values, "colour": ["green", "amber", "red"]}
    picked = {name: query.get(name, "") for name in ("stage", "colour", "route")}
    return Criteria(
        words=str(query.get("q", "")).strip()[:200],
        mine=query.get("mine") == "on",
        unmanaged=query.get("unmanaged") == "on",
        order=query.get("sort", "newest") if query.get("sort") in ORDERS else "newest",
        **{name: value for name, value in picked.items() if value in known.get(name, [value])},
    )


def _mark(case: ShownCase, order: Order) -> str:
    value = getattr(case, order.by)
    return f"{value.isoformat() if isinstance(value, dt.date) else value}~{case.pk}"


def _read(mark: str, order: Order) -> tuple[Any, int] | None:
    value, _sign, pk = mark.partition("~")
    try:
        return (int(value) if order.by == "seen_score" else dt.date.fromisoformat(value)), int(pk)
    except ValueError:
        return None
