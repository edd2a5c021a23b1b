"""How far two advisors who scored the same case apart agree, over time: totals of an organisation only.

A pair is a triage and its second scoring, once both are in; practice cases are no second scorings. The
overall rating of each is compared: its likelihood, its severity and the colour of its band. A fixed number
of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import Organisation
from triage.agreement import ENOUGH, Agreement, Estimate
from triage.models import Domain, RiskConsequence, SecondScoring, Severity
from triage.scoring import COLOURS, HIGHEST, LOWEST
from ui.dates import as_day
from ui.suppression import HIDDEN, HIDDEN_UP_TO, enough, shown, shown_parts

STEPS = range(LOWEST, HIGHEST + 1)
ALL_SO_FAR = "All so far"


@dataclass(frozen=True)
class Pair:
    """Two scorings of one case. `graves` gives each scorer's gravest severity by the domain's key."""

    year: int
    likelihoods: tuple[int, int]
    severities: tuple[int, int]
    colours: tuple[str, str]
    graves: tuple[dict[str, int], dict[str, int]] = field(default_factory=lambda: ({}, {}))


@dataclass(frozen=True)
class Measure:
    """What one scale shows: shares and coefficients in words, each with its 95% interval."""

    label: str
    agreement: Agreement

    @property
    def raw(self) -> str:
        return _percent(self.agreement.raw)

    @property
    def kappa(self) -> str:
        return _decimal(self.agreement.kappa)

    @property
    def ac2(self) -> str:
        return _decimal(self.agreement.ac2)


@dataclass(frozen=True)
class Period:
    """The pairs of a year, or all. `n` is how many, as it may be shown; measures where there are enough."""

    label: str
    n: str
    pairs: list[Pair]

    @property
    def enough(self) -> bool:
        return len(self.pairs) >= ENOUGH

    @property
    def few(self) -> str:
        """How many there are, in words, where they are too few."""
        return f"fewer than {HIDDEN_UP_TO + 1} pairs" if self.n == HIDDEN else f"about {self.n} pairs"

    @property
    def none(self) -> bool:
        return not self.pairs

    @cached_property
    def measures(self) -> list[Measure]:
        if not self.enough:
            return []
        return [
            Measure("Likelihood", Agreement(list(STEPS), [each.likelihoods for each in self.pairs])),
            Measure("Severity", Agreement(list(STEPS), [each.severities for each in self.pairs])),
            Measure("Colour", Agreement(list(COLOURS), [each.colours for each in self.pairs])),
        ]


@dataclass(frozen=True)
class Disagreement:
    """Two descriptors of one domain that the two told apart differently, and how often."""

    domain: str
    levels: str
    times: str


@dataclass(frozen=True)
class OverTime:
    """What one organisation's page shows: all pairs first, then the years, the newest first."""

    organisation: str
    periods: list[Period]
    disagreements: list[Disagreement]


def over_time(organisations: Sequence[int], *, drawn_only: bool = False) -> list[OverTime]:
    """Return the agreement of each organisation, by name; with `drawn_only` of the random sample alone."""
    pairs = _pairs(organisations, drawn_only=drawn_only)
    names = Organisation.objects.filter(pk__in=organisations).order_by("name", "pk")
    domains = dict(Domain.objects.order_by("pk").values_list("key", "label"))
    labels = dict(Severity.objects.order_by("pk").values_list("score", "label"))
    return [
        OverTime(each.name, _periods(pairs[each.pk]), _disagreements(pairs[each.pk], domains, labels))
        for each in names
    ]


def _pairs(organisations: Sequence[int], *, drawn_only: bool) -> dict[int, list[Pair]]:
    scorings = SecondScoring.objects.told().filter(case__organisation__in=organisations)
    if drawn_only:
        scorings = scorings.filter(reason=SecondScoring.Reason.SAMPLE)
    rows = list(
        scorings.select_related("first", "second", "case").only(
            "scored_at",
            "case__organisation",
            *(
                f"{side}__overall_{what}"
                for side in ("first", "second")
                for what in ("likelihood", "severity", "colour")
            ),
        )
    )
    graves = _graves([key for each in rows for key in (each.first_id, each.second_id) if key])
    found: dict[int, list[Pair]] = defaultdict(list)
    for each in rows:
        first, second = each.first, each.second
        assert second is not None and each.scored_at is not None, "Both scorings are in."
        found[each.case.organisation_id].append(
            Pair(
                year=as_day(each.scored_at).year,
                likelihoods=(first.overall_likelihood or 0, second.overall_likelihood or 0),
                severities=(first.overall_severity or 0, second.overall_severity or 0),
                colours=(first.overall_colour, second.overall_colour),
                graves=(graves[first.pk], graves[second.pk]),
            )
        )
    return found


def _graves(reviews: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return, for each review, the gravest severity it scored in each domain; one query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = RiskConsequence.objects.filter(risk__review__in=reviews).order_by()
    for review, domain, severity in rows.values_list("risk__review", "domain__key", "severity"):
        found[review][domain] = max(severity, found[review].get(domain, 0))
    return found


def _periods(pairs: list[Pair]) -> list[Period]:
    by_year: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_year[pair.year].append(pair)
    years = sorted(by_year, reverse=True)
    if len(years) < 2:
        return [Period(ALL_SO_FAR, _whole(len(pairs)), pairs)]
    counts = [len(by_year[year]) for year in years]
    # A year with few pairs could be worked out from exact numbers of the others: then all are rounded.
    exact = all(enough(count) for count in counts)
    numbers = [str(count) for count in counts] if exact else shown_parts(counts)
    total = str(len(pairs)) if exact else shown(len(pairs))
    return [
        Period(ALL_SO_FAR, total, pairs),
        *(Period(str(year), n, by_year[year]) for year, n in zip(years, numbers, strict=True)),
    ]


def _whole(count: int) -> str:
    """Return a number that stands alone: exact, unless it is small."""
    return str(count) if not count or enough(count) else HIDDEN


def _disagreements(pairs: list[Pair], domains: dict[str, str], labels: dict[int, str]) -> list[Disagreement]:
    """Return which descriptors the two told apart differently, most frequent first; rare ones left out."""
    tally: Counter[tuple[str, int, int]] = Counter()
    for pair in pairs:
        first, second = pair.graves
        for domain in first.keys() & second.keys():
            if first[domain] != second[domain]:
                low, high = sorted((first[domain], second[domain]))
                tally[domain, low, high] += 1
    return [
        Disagreement(
            domains[domain],
            f"{low} {labels[low]} or {high} {labels[high]}",
            shown(times),
        )
        for (domain, low, high), times in sorted(tally.items(), key=lambda each: (-each[1], each[0]))
        if times > HIDDEN_UP_TO
    ]


def _percent(estimate: Estimate | None) -> str:
    if estimate is None:
        return "None"
    return f"{estimate.value:.0%} ({estimate.low:.0%} to {estimate.high:.0%})"


def _decimal(estimate: Estimate | None) -> str:
    """Return "0.71 (0.60 to 0.82)"; a coefficient that cannot be had says why."""
    if estimate is None:
        return "Cannot be computed: both gave every case the same level"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
