"""How the group works: how soon, how often without a quorum, how many stood aside. Numbers, and no names.

Whoever runs meetings, or presides over a group, reads the numbers of the cases open to them; whoever sees
totals only, those of all cases, with small numbers hidden. A fixed number of questions, whatever there is to
count.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Min, Q

from accounts.models import Organisation, Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from clocks.working_days import working_days_between
from desk.figures import tellings_of
from pag.kinds import DecisionKind
from pag.models import Decision, GroupMember, Meeting, StoodAside
from ui.dates import as_day
from ui.suppression import HIDDEN, enough, shown, shown_parts, shown_table

# The years of the NHS begin in April.
APRIL = 4
QUARTERS = ("April to June", "July to September", "October to December", "January to March")
# Nothing was counted, or there is nothing to measure: the same sign for both.
NOTHING = "–"


@dataclass(frozen=True)
class Measure:
    """One line: what is counted from where to where, a number for each quarter, and one for the year."""

    label: str
    means: str
    values: list[str]


@dataclass(frozen=True)
class Measures:
    """The lines of one organisation. `exact` says that no number is hidden or rounded."""

    organisation: str
    exact: bool
    measures: list[Measure]


def year_of(day: dt.date) -> int:
    """Return the year in which the NHS year began that has this day."""
    return day.year if day.month >= APRIL else day.year - 1


def quarter_of(day: dt.date) -> int:
    """Return 0 for April to June, up to 3 for January to March."""
    return (day.month - APRIL) % 12 // 3


@dataclass(frozen=True)
class Readable:
    """The keys of the organisations whose measures somebody reads.

    In those of `open_cases` they are of the cases open to them, as they are; in the others totals of all.
    """

    open_cases: frozenset[int]
    totals: frozenset[int]

    @property
    def every(self) -> frozenset[int]:
        return self.open_cases | self.totals


def readable_by(person: Person) -> Readable:
    """Return whose measures `person` may read: whoever presides over a group reads them as who runs it."""
    seats = GroupMember.objects.current().filter(person=person, kind__in=GroupMember.PRESIDING)
    presides = set(seats.values_list("group__organisation", flat=True))
    runs, sees, totals = (
        frozenset(organisations_with(person, permission))
        for permission in (Permission.MEETING_RUN, Permission.MEETING_SEE, Permission.ASSURANCE_SEE)
    )
    return Readable(runs | (sees & presides) - totals, totals - runs)


def measures_for(person: Person, readable: Readable, *, year: int) -> list[Measures]:
    """Return the measures of that year, which begins in April, of each organisation, by name."""
    exact = readable.open_cases
    open_to_them = Case.objects.visible_to(person).filter(organisation__in=exact).values("pk")
    totals = Q(organisation__in=readable.totals)
    found = _read(Case.objects.filter(totals | Q(pk__in=open_to_them)).values("pk"), year)
    names = Organisation.objects.filter(pk__in=readable.every).order_by("name").values_list("pk", "name")
    return [Measures(name, pk in exact, found[pk].lines(exact=pk in exact)) for pk, name in names]


@dataclass
class _Counts:
    """What was counted of one organisation, by quarter."""

    first: dict[int, list[int]]
    told: dict[int, list[int]]
    decisions: Counter[int]
    adjourned: Counter[int]
    at_meetings: Counter[int]
    without_quorum: Counter[int]
    aside: Counter[int]

    @staticmethod
    def none() -> "_Counts":
        return _Counts(defaultdict(list), defaultdict(list), *(Counter() for _ in range(5)))

    def lines(self, *, exact: bool) -> list[Measure]:
        """Return the lines as this reader may read them."""
        parts = _exactly if exact else _hiding
        told = Counter({quarter: len(days) for quarter, days in self.told.items()})
        first = Counter({quarter: len(days) for quarter, days in self.first.items()})
        adjourned, decisions = parts(self.adjourned, self.decisions)
        told_of, decisions_too = parts(told, self.decisions)
        without, _meetings = parts(self.without_quorum, self.at_meetings)
        decisions = [_stricter(*pair) for pair in zip(decisions, decisions_too, strict=True)]
        firsts, _same = parts(first, first)
        aside, _same = parts(self.aside, self.aside)
        return [
            _count("Cases considered for the first time", FIRST, firsts),
            *_days("From concern to first meeting", CONCERN, self.first, firsts, exact=exact),
            _count("Decisions", DECISIONS, decisions),
            _count("Practitioner told", TOLD, told_of),
            *_days("From meeting to told", TELLING, self.told, told_of, exact=exact),
            _count("Adjournments", ADJOURNED, adjourned),
            _count("Decided without a quorum", QUORUM, without),
            _count("Times somebody stood aside", ASIDE, aside),
        ]


FIRST = "Cases that a meeting of the group decided about for the first time, by the day of that meeting."
CONCERN = "Working days from the day the concern was received to that first meeting."
DECISIONS = (
    "All that was decided, adjournments and decisions between meetings too, by the day of the meeting."
)
TOLD = "Of these decisions, those of which the practitioner has been told since, by a call or a letter."
TELLING = "Working days from the meeting to the first call or letter that told them, of those who were told."
ADJOURNED = "Of the decisions, those that put the case off to a later meeting."
QUORUM = "Of the decisions at meetings, those recorded without a quorum, with the reason why."
ASIDE = "Each time somebody stood aside from a case or was asked to, by that day; also where it opened again."


def _read(cases: Any, year: int) -> dict[int, _Counts]:
    start, end = dt.date(year, APRIL, 1), dt.date(year + 1, APRIL, 1)
    found: dict[int, _Counts] = defaultdict(_Counts.none)
    decisions = Decision.objects.filter(item__case__in=cases, decided_on__gte=start)
    rows = decisions.filter(decided_on__lt=end).order_by()
    for organisation, on, kinds, missing, kind in rows.values_list(
        "item__case__organisation", "decided_on", "kinds", "quorum_missing", "item__meeting__kind"
    ):
        counts, quarter = found[organisation], quarter_of(on)
        counts.decisions[quarter] += 1
        counts.adjourned[quarter] += DecisionKind.ADJOURN in kinds
        if kind == Meeting.Kind.MEETING:
            counts.at_meetings[quarter] += 1
            counts.without_quorum[quarter] += bool(missing)
    for organisation, tellings in tellings_of(decisions, since=start).items():
        for each in tellings:
            if each.working_days is not None and each.meeting_date < end:
                found[organisation].told[quarter_of(each.meeting_date)].append(each.working_days)
    met = Decision.objects.filter(item__case__in=cases, item__meeting__kind=Meeting.Kind.MEETING)
    firsts = met.order_by().values("item__case__organisation", "item__case__received_on", "item__case")
    for row in firsts.annotate(on=Min("decided_on")).filter(on__gte=start, on__lt=end):
        days = working_days_between(row["item__case__received_on"], row["on"])
        found[row["item__case__organisation"]].first[quarter_of(row["on"])].append(days)
    asides = StoodAside.objects.filter(denial__case__in=cases)
    for organisation, at in asides.values_list("denial__case__organisation", "denial__starts_at"):
        if start <= as_day(at) < end:
            found[organisation].aside[quarter_of(as_day(at))] += 1
    return found


Cells = list[str]


def _exactly(parts: Counter[int], wholes: Counter[int]) -> tuple[Cells, Cells]:
    """Return the parts and the wholes, by quarter and for the year, as they are."""
    return tuple([*(str(each[q]) for q in range(4)), str(each.total())] for each in (parts, wholes))  # type: ignore[return-value]


def _hiding(parts: Counter[int], wholes: Counter[int]) -> tuple[Cells, Cells]:
    """Return the same with small numbers hidden, and what they could be worked out from."""
    if parts is wholes:
        cells = [*shown_parts([parts[q] for q in range(4)]), shown(parts.total())]
        return cells, cells
    rests = [wholes[q] - parts[q] for q in range(4)]
    first, _rest, whole = shown_table([[parts[q] for q in range(4)], rests])
    return first, whole


def _count(label: str, means: str, numbers: Cells) -> Measure:
    return Measure(label, means, [NOTHING if each == "0" else each for each in numbers])


def _stricter(one: str, other: str) -> str:
    return HIDDEN if HIDDEN in (one, other) else one


def _days(
    label: str, means: str, days: dict[int, list[int]], numbers: Cells, *, exact: bool
) -> list[Measure]:
    """Return the median, and the range, of each quarter and of the year."""
    quarters = [days[quarter] for quarter in range(4)]
    columns = list(zip([*quarters, [each for quarter in quarters for each in quarter]], numbers, strict=True))

    def said(words: Callable[[Sequence[int]], str]) -> Cells:
        return [
            words(each)
            if each and (exact or (enough(len(each)) and number != HIDDEN))
            else HIDDEN
            if each
            else NOTHING
            for each, number in columns
        ]

    return [
        Measure(f"{label}: median", means, said(lambda each: f"{median(each):g}")),
        Measure(f"{label}: shortest to longest", means, said(lambda each: f"{min(each)} to {max(each)}")),
    ]
