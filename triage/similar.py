"""How similar cases of an organisation were scored: numbers only, for those who read a submitted scoring.

Similar is (our own rule, said on the page): a concern of the same kind, about another practitioner of the
same profession; where those are fewer than five, of any profession. No number stands for fewer than five.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import Person
from cases.models import Case, Concern, TopicSeal
from cases.models.case import Closing
from triage.models import Review, SecondScoring
from triage.scale import Scale
from triage.scoring import COLOURS, HIGHEST, LOWEST
from ui.bands import BANDS
from ui.dates import LONDON, today
from ui.refusals import NotAllowed
from ui.suppression import about, enough, joined
from ui.words import in_sentence, listed

# The issue's own number: fewer similar cases are not shown at all, nor does a part stand for fewer.
FEWEST = 5
# How many whole calendar years before this one are looked back upon.
YEARS = 5

STEPS = range(LOWEST, HIGHEST + 1)
NOT_ENDED = ""


@dataclass(frozen=True)
class Spread:
    """One scale: the level in the middle, where at least half lie, and how many lie where, in words.

    `half` and `parts` are empty where they would say too much about single cases.
    """

    label: str
    middle: str
    half: str
    parts: list[tuple[str, str]]


@dataclass(frozen=True)
class Similar:
    """What the page shows. `same_profession` says which of the two rules found enough."""

    kinds: str
    profession: str
    same_profession: bool
    since: int
    number: str = ""
    spreads: list[Spread] = field(default_factory=list)
    ended: list[tuple[str, str]] = field(default_factory=list)

    @property
    def enough(self) -> bool:
        return bool(self.number)


@dataclass(frozen=True)
class Alike:
    """Some similar cases that were scored alike and ended alike: `number` of them."""

    same_profession: bool
    colour: str
    likelihood: int
    severity: int
    closing: str
    number: int


def may_see_similar(person: Person, case: Case) -> bool:
    """Tell whether `person`, who may read a scoring of `case`, is not scoring it themselves now."""
    return not Review.objects.in_draft().filter(case=case).written_by(person).exists()


def check_may_see_similar(person: Person, case: Case) -> None:
    """Raise NotAllowed while `person` scores `case`: what was usual must not lead what they choose."""
    if not may_see_similar(person, case):
        raise NotAllowed(
            "You are scoring this case now. How similar cases were scored opens to you once you have "
            "submitted: a score follows the evidence of this case."
        )


def similar_to(review: Review, *, on: dt.date | None = None) -> Similar:
    """Return how cases similar to that of `review`, fetched with `whole()`, were scored; two queries.

    Cases count from the month after they were scored, so that nobody can watch a single one come in.
    """
    case, day = review.case, on or today()
    kinds = sorted(set(case.concerns.values_list("category", flat=True)))
    since = day.year - YEARS
    groups = _alike(case, kinds, since=_moment(dt.date(since, 1, 1)), until=_moment(day.replace(day=1)))
    same = [each for each in groups if each.same_profession]
    counted = same if _number(same) >= FEWEST else groups
    number = _number(counted)
    found = Similar(
        kinds=listed(_kind(kind) for kind in kinds),
        profession=case.practitioner.get_discipline_display(),
        same_profession=counted is same,
        since=since,
    )
    if number < FEWEST:
        return found
    scale = Scale(review.guide)
    return replace(
        found,
        number=about(number),
        spreads=[
            _spread("Colour", COLOURS, lambda colour: BANDS[colour][0], counted, lambda each: each.colour),
            _spread("Likelihood", STEPS, lambda step: f"{step} {scale.likelihood(step).label}", counted,
                    lambda each: each.likelihood),
            _spread("Severity", STEPS, lambda step: f"{step} {scale.severity(step).label}", counted,
                    lambda each: each.severity),
        ],
        ended=_ended(counted),
    )  # fmt: skip


def _kind(category: str) -> str:
    mixed = category == Concern.Category.MIXED
    return "more than one kind at once" if mixed else in_sentence(Concern.Category(category).label)


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, LONDON)


def _number(groups: Sequence[Alike]) -> int:
    return sum(each.number for each in groups)


def _alike(case: Case, kinds: list[str], *, since: dt.datetime, until: dt.datetime) -> list[Alike]:
    """Return the similar cases, those alike together: each with its newest score, or the agreed one.

    What could give a score away that somebody must not know does not count: restricted cases, cases of which
    anything is sealed, and cases whose second scoring is not in.
    """
    submitted = Review.objects.firsts().submitted().filter(submitted_at__gte=since, submitted_at__lt=until)
    later = submitted.filter(case=OuterRef("case"), revision__gt=OuterRef("revision"))
    of_case = {"case": OuterRef("case")}
    agreed: dict[str, Any] = {
        name: Coalesce(f"pair__agreed__{name}", f"overall_{name}")
        for name in ("likelihood", "severity", "colour")
    }
    same = ExpressionWrapper(
        Q(case__practitioner__discipline=case.practitioner.discipline), output_field=BooleanField()
    )
    rows = (
        submitted.filter(case__organisation=case.organisation_id, case__restricted=False)
        .exclude(case__practitioner=case.practitioner_id)
        .filter(
            ~Exists(later),
            Exists(Concern.objects.filter(**of_case, category__in=kinds)),
            ~Exists(TopicSeal.objects.filter(**of_case, ends_at__isnull=True)),
            ~Exists(SecondScoring.objects.running().filter(**of_case)),
        )
        .annotate(
            pair=FilteredRelation(
                "second_scorings", condition=Q(second_scorings__state=SecondScoring.State.AGREED)
            )
        )
        .annotate(same=same, closing=F("case__closing"), **agreed)
        .order_by()
        .values("same", "colour", "likelihood", "severity", "closing")
        .annotate(number=Count("pk"))
    )
    return [
        Alike(row["same"], row["colour"], row["likelihood"], row["severity"], row["closing"], row["number"])
        for row in rows
    ]


def _spread(
    label: str,
    levels: Sequence[Any],
    name: Callable[[Any], str],
    groups: Sequence[Alike],
    level_of: Callable[[Alike], Any],
) -> Spread:
    """Put one scale into words; `levels` are its steps, lowest first."""
    tally: Counter[Any] = Counter()
    for each in groups:
        tally[level_of(each)] += each.number
    counts = [tally[level] for level in levels]
    lined_up = [place for place, count in enumerate(counts) for _case in range(count)]
    number = len(lined_up)
    half = range(lined_up[number // 4], lined_up[number - 1 - number // 4] + 1)

    def words(places: range) -> str:
        return _from_to([name(levels[place]) for place in places])

    parts = joined(counts, at_least=FEWEST)
    return Spread(
        label=label,
        middle=name(levels[lined_up[(number - 1) // 2]]),
        half=words(half) if enough(number) else "",
        parts=[(words(part), about(sum(counts[place] for place in part))) for part in parts]
        if len(parts) > 1
        else [],
    )


def _from_to(names: Sequence[str]) -> str:
    """Return "Amber", "Green or Amber", or "1 Rare to 3 Possible"."""
    if len(names) == 1:
        return names[0]
    return f"{names[0]} {'to' if len(names) > 2 else 'or'} {names[-1]}"


def _ended(groups: Sequence[Alike]) -> list[tuple[str, str]]:
    """Return how many ended in which way, and the rest; nothing where that cannot be told apart."""
    tally: Counter[str] = Counter()
    for each in groups:
        tally[each.closing] += each.number
    del tally[NOT_ENDED]
    ways = [(way, count) for way, count in tally.most_common() if count >= FEWEST]
    rest = _number(groups) - sum(count for _way, count in ways)
    while ways and 0 < rest < FEWEST:
        rest += ways.pop()[1]
    lines = [(Closing(way).label, about(count)) for way, count in ways]
    return [*lines, ("Open still, or ended in another way", about(rest))] if lines and rest else lines
