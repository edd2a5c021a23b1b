"""Totals of an organisation: how many, how soon, what improves. No case, no name, no reference.

A fixed number of questions, however many organisations, cases and people there are.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Exists, OuterRef, Value, When

from accounts.models import Organisation
from cases.models import Case, Contact
from cases.models.case import Route
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
    """What one organisation's page shows."""

    organisation: str
    open_cases: str
    breakdowns: list[Breakdown]


def figures_of(organisations: Sequence[int], *, on: dt.date) -> list[Figures]:
    """Return the figures of each organisation, by name, as they stand `on` that day."""
    names = Organisation.objects.filter(pk__in=organisations).order_by("name").values_list("pk", "name")
    stages, routes, colours = _open_cases(organisations)
    letters = _first_letters(organisations)
    tellings = _tellings(organisations, since=on - PERIOD)
    lessons = _lessons(organisations)
    actions = _improvements(organisations, on=on)
    return [
        Figures(
            organisation=name,
            open_cases=shown(stages[pk].total()),
            breakdowns=[
                _parts("Open cases by stage", _labels(Stage, ENDED), stages[pk]),
                _parts("Open cases by route", _labels(Route), routes[pk]),
                _parts(
                    "Open cases by colour",
                    COLOURS,
                    colours[pk],
                    note="The colour is of the highest risk at its last scoring, never of a person.",
                ),
                _telling(tellings[pk]),
                _parts("First letters of open cases", FIRST_LETTER, letters[pk]),
                _parts(
                    "Lessons reviews",
                    LESSONS,
                    lessons[pk],
                    note="Of every case that has been before the group.",
                ),
                _parts("Improvement actions", ACTIONS, actions[pk]),
            ],
        )
        for pk, name in names
    ]


Tally = Counter[str | bool]


def _parts(heading: str, labels: dict, tally: Tally, *, note: str = "") -> Breakdown:
    values = shown_parts([tally[key] for key in labels])
    lines = [Figure(label, value) for label, value in zip(labels.values(), values, strict=True)]
    return Breakdown(heading, lines, note)


def _labels(choices: Iterable, without: frozenset = frozenset()) -> dict[str, str]:
    return {each.value: each.label for each in choices if each not in without}


def _open_cases(organisations: Sequence[int]) -> tuple[dict[int, Tally], ...]:
    """Return how many open cases there are by stage, by route and by colour; one question."""
    found: tuple[dict[int, Tally], ...] = tuple(defaultdict(Counter) for _ in range(3))
    keys = ("stage", "route", "summary__colour")
    rows = Case.objects.open().filter(organisation__in=organisations).order_by()
    for row in rows.values("organisation", *keys).annotate(number=Count("pk")):
        for tally, key in zip(found, keys, strict=True):
            tally[row["organisation"]][row[key] or ""] += row["number"]
    return found


def _first_letters(organisations: Sequence[int]) -> dict[int, Tally]:
    sent = Letter.objects.filter(case=OuterRef("pk"), kind=Kind.FIRST).told()
    cases = Case.objects.open().filter(organisation__in=organisations)
    return _yes_or_no(cases.annotate(yes=Exists(sent)))


def _lessons(organisations: Sequence[int]) -> dict[int, Tally]:
    written = LessonsReview.objects.filter(case=OuterRef("pk"), state=LessonsReview.State.COMPLETED)
    cases = Case.objects.filter(organisation__in=organisations, first_with_group_on__isnull=False)
    return _yes_or_no(cases.exclude(stage=Stage.WITHDRAWN).annotate(yes=Exists(written)))


def _yes_or_no(cases: Any) -> dict[int, Tally]:
    found: dict[int, Tally] = defaultdict(Counter)
    for row in cases.order_by().values("organisation", "yes").annotate(number=Count("pk")):
        found[row["organisation"]][row["yes"]] = row["number"]
    return found


def _improvements(organisations: Sequence[int], *, on: dt.date) -> dict[int, Tally]:
    state = Choose(
        When(review__state=LessonsReview.State.DRAFT, then=Value("proposed")),
        When(assured_at__isnull=False, then=Value("assured")),
        When(state=ImprovementAction.State.DONE, then=Value("done")),
        When(due_on__lt=on, then=Value("longer")),
        default=Value("under_way"),
        output_field=CharField(),
    )
    actions = ImprovementAction.objects.filter(review__case__organisation__in=organisations).order_by()
    found: dict[int, Tally] = defaultdict(Counter)
    rows = actions.annotate(how_far=state).values("review__case__organisation", "how_far")
    for row in rows.annotate(number=Count("pk")):
        found[row["review__case__organisation"]][row["how_far"]] = row["number"]
    return found


def _tellings(organisations: Sequence[int], *, since: dt.date) -> dict[int, list[Telling]]:
    """Return how each decision since that day was told; three questions."""
    decisions = Decision.objects.filter(item__case__organisation__in=organisations, decided_on__gte=since)
    return tellings_of(decisions, since=since)


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


def _telling(tellings: list[Telling]) -> Breakdown:
    days = [telling.working_days for telling in tellings if telling.working_days is not None]
    told, waiting = shown_parts([len(days), len(tellings) - len(days)])
    many = enough(len(days)) and told != HIDDEN
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
