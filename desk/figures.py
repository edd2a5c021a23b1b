"""Totals of an organisation: how many, how soon, what improves. No case, no name, no reference.

A fixed number of questions, however many organisations, cases and people there are.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Exists, OuterRef, Q, Value, When

from accounts.models import Organisation, Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case, Contact
from cases.models.case import Route
from cases.querysets import CaseQuerySet
from cases.stages import ENDED, Stage
from lessons.models import ImprovementAction
from lessons.models import Review as LessonsReview
from letters.models import Kind, Letter
from letters.telling import SPOKEN, Telling, told_of
from pag.models import Decision
from ui.suppression import HIDDEN, enough, shown, shown_parts

# How far back decisions are looked at for how soon people were told.
PERIOD = dt.timedelta(days=365)

COLOURS = {"red": "Red", "amber": "Amber", "green": "Green", "": "Not scored yet"}
FIRST_LETTER = {True: "Sent", False: "Not sent yet"}
LESSONS = {True: "Written", False: "Still to be written"}
ACTIONS = {
    "proposed": "Proposed, in a review that is being written",
    "under_way": "Under way",
    "longer": "Under way, and taking longer than planned",
    "done": "Done, waiting for somebody to make sure",
    "assured": "Done and made sure of",
}


@dataclass(frozen=True)
class Figure:
    """One line: what is counted, and the number as it may be shown."""

    label: str
    value: str


@dataclass(frozen=True)
class Breakdown:
    """Parts of one whole, or figures that belong together."""

    heading: str
    figures: list[Figure]
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """What one organisation's page shows. `exact` says that no number is hidden or rounded."""

    organisation: str
    exact: bool
    open_cases: str
    breakdowns: list[Breakdown]


def figures_for(person: Person, organisations: Sequence[int], *, on: dt.date) -> list[Figures]:
    """Return the figures as `person` may read them.

    Whoever reads the cases of an organisation anyway reads their numbers as they are, of the cases open to
    them; all others read totals of all.
    """
    reads = set(organisations_with(person, Permission.CASE_SEE_UNRESTRICTED)) & set(organisations)
    open_to_them = Case.objects.visible_to(person).filter(organisation__in=reads).values("pk")
    totals = Q(organisation__in=set(organisations) - reads)
    cases = Case.objects.filter(totals | Q(pk__in=open_to_them)) if reads else Case.objects.filter(totals)
    return figures_of(organisations, on=on, cases=cases, exact=reads)


def figures_of(
    organisations: Sequence[int],
    *,
    on: dt.date,
    cases: CaseQuerySet | None = None,
    exact: Collection[int] = (),
) -> list[Figures]:
    """Return the figures of each organisation, by name, as they stand `on` that day.

    They are of `cases`, or of all that the organisations have; exact for some of them.
    """
    names = Organisation.objects.filter(pk__in=organisations).order_by("name").values_list("pk", "name")
    if cases is None:
        cases = Case.objects.filter(organisation__in=organisations)
    cases = cases.order_by()
    stages, routes, colours = _open_cases(cases)
    letters = _first_letters(cases)
    decisions = Decision.objects.filter(item__case__in=cases.values("pk"), decided_on__gte=on - PERIOD)
    tellings = tellings_of(decisions, since=on - PERIOD)
    lessons = _lessons(cases)
    actions = _improvements(cases, on=on)
    return [
        Figures(
            organisation=name,
            exact=pk in exact,
            open_cases=as_it_is(stages[pk].total()) if pk in exact else shown(stages[pk].total()),
            breakdowns=[
                _parts("Open cases by stage", _labels(Stage, ENDED), stages[pk], exact=pk in exact),
                _parts("Open cases by route", _labels(Route), routes[pk], exact=pk in exact),
                _parts(
                    "Open cases by colour",
                    COLOURS,
                    colours[pk],
                    exact=pk in exact,
                    note="The colour is of the highest risk at its last scoring, never of a person.",
                ),
                _telling(tellings[pk], exact=pk in exact),
                _parts("First letters of open cases", FIRST_LETTER, letters[pk], exact=pk in exact),
                _parts(
                    "Lessons reviews",
                    LESSONS,
                    lessons[pk],
                    exact=pk in exact,
                    note="Of every case that has been before the group.",
                ),
                _parts("Improvement actions", ACTIONS, actions[pk], exact=pk in exact),
            ],
        )
        for pk, name in names
    ]


Tally = Counter[str | bool]


def as_it_is(count: int) -> str:
    """Return a count, neither hidden nor rounded."""
    return f"{count:,}"


def _parts(heading: str, labels: dict, tally: Tally, *, exact: bool, note: str = "") -> Breakdown:
    counts = [tally[key] for key in labels]
    values = list(map(as_it_is, counts)) if exact else shown_parts(counts)
    lines = [Figure(label, value) for label, value in zip(labels.values(), values, strict=True)]
    return Breakdown(heading, lines, note)


def _labels(choices: Iterable, without: frozenset = frozenset()) -> dict[str, str]:
    return {each.value: each.label for each in choices if each not in without}


def _open_cases(cases: CaseQuerySet) -> tuple[dict[int, Tally], ...]:
    """Return how many open cases there are by stage, by route and by colour; one question."""
    found: tuple[dict[int, Tally], ...] = tuple(defaultdict(Counter) for _ in range(3))
    keys = ("stage", "route", "summary__colour")
    for row in cases.open().values("organisation", *keys).annotate(number=Count("pk")):
        for tally, key in zip(found, keys, strict=True):
            tally[row["organisation"]][row[key] or ""] += row["number"]
    return found


def _first_letters(cases: CaseQuerySet) -> dict[int, Tally]:
    sent = Letter.objects.filter(case=OuterRef("pk"), kind=Kind.FIRST).told()
    return _yes_or_no(cases.open().annotate(yes=Exists(sent)))


def _lessons(cases: CaseQuerySet) -> dict[int, Tally]:
    written = LessonsReview.objects.filter(case=OuterRef("pk"), state=LessonsReview.State.COMPLETED)
    presented = cases.filter(first_with_group_on__isnull=False).exclude(stage=Stage.WITHDRAWN)
    return _yes_or_no(presented.annotate(yes=Exists(written)))


def _yes_or_no(cases: Any) -> dict[int, Tally]:
    found: dict[int, Tally] = defaultdict(Counter)
    for row in cases.order_by().values("organisation", "yes").annotate(number=Count("pk")):
        found[row["organisation"]][row["yes"]] = row["number"]
    return found


def _improvements(cases: CaseQuerySet, *, on: dt.date) -> dict[int, Tally]:
    state = Choose(
        When(review__state=LessonsReview.State.DRAFT, then=Value("proposed")),
        When(assured_at__isnull=False, then=Value("assured")),
        When(state=ImprovementAction.State.DONE, then=Value("done")),
        When(due_on__lt=on, then=Value("longer")),
        default=Value("under_way"),
        output_field=CharField(),
    )
    actions = ImprovementAction.objects.filter(review__case__in=cases.values("pk")).order_by()
    found: dict[int, Tally] = defaultdict(Counter)
    rows = actions.annotate(how_far=state).values("review__case__organisation", "how_far")
    for row in rows.annotate(number=Count("pk")):
        found[row["review__case__organisation"]][row["how_far"]] = row["number"]
    return found


def tellings_of(decisions: Any, *, since: dt.date) -> dict[int, list[Telling]]:
    """Return how each of these decisions, none of them before that day, was told; three questions."""
    of_case: dict[tuple[int, int], dict[int, dt.date]] = defaultdict(dict)
    for pk, organisation, case, decided_on in decisions.values_list(
        "pk", "item__case__organisation", "item__case", "decided_on"
    ):
        of_case[organisation, case][pk] = decided_on
    wrote: dict[int, dt.date] = {}
    for letter in (
        Letter.objects.filter(decision__in=decisions).told().only("decision", "posted_on", "sent_at")
    ):
        if letter.decision_id and letter.went_out_on:
            wrote[letter.decision_id] = min(
                wrote.get(letter.decision_id, letter.went_out_on), letter.went_out_on
            )
    called: dict[int, list[dt.date]] = defaultdict(list)
    spoken = Contact.objects.filter(told=True, how__in=SPOKEN, on__gte=since)
    about = spoken.filter(case__in=decisions.values("item__case")).order_by("on")
    for case, on in about.values_list("case", "on"):
        called[case].append(on)
    found: dict[int, list[Telling]] = defaultdict(list)
    for (organisation, case), meetings in of_case.items():
        found[organisation] += told_of(meetings, wrote=wrote, called=called[case]).values()
    return found


def _telling(tellings: list[Telling], *, exact: bool) -> Breakdown:
    days = [telling.working_days for telling in tellings if telling.working_days is not None]
    counts = [len(days), len(tellings) - len(days)]
    told, waiting = map(as_it_is, counts) if exact else shown_parts(counts)
    many = bool(days) if exact else enough(len(days)) and told != HIDDEN
    return Breakdown(
        "From the meeting to the practitioner being told",
        [
            Figure("Outcomes told", told),
            Figure("Waiting to be told", waiting),
            Figure("Working days, median", f"{median(days):g}" if many else HIDDEN if days else "None yet"),
            Figure("Working days, longest", str(max(days)) if many else HIDDEN if days else "None yet"),
        ],
        note="Of the meetings of the last 12 months, by a call or a letter, whichever came first.",
    )
