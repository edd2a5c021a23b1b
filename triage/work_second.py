"""What second scorings ask of somebody today: scoring alone, agreeing with the other, running them."""

import datetime as dt
import functools
import operator

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case, CaseAccess
from cases.models.access import CaseAccessQuerySet
from cases.querysets import managed
from cases.work import WorkItem
from triage.models import ProposedScore, SecondScoring
from triage.permissions import JOINT
from ui.dates import as_day
from ui.words import listed

State, Written = SecondScoring.State, ProposedScore.State


def second_scorings(person: Person) -> list[WorkItem]:
    """Return what second scorings ask of `person`; nothing is asked where nothing could be theirs."""
    advises = organisations_with(person, Permission.TRIAGE_WRITE)
    decides = organisations_with(person, Permission.SECOND_DECIDE)
    ways = [_alone(person, advises), _of_the_two(person, advises)] if advises else []
    if mine := managed(person):
        ways.append(
            Q(state__in=[State.WANTED, State.SCORED], case__in=Case.objects.open().filter(pk__among=mine))
        )
    if decides:
        ways.append(_to_decide(person, decides))
    if not ways:
        return []
    found = SecondScoring.objects.filter(functools.reduce(operator.or_, ways))
    found = found.select_related("case__practitioner", "first__advisor", "second__advisor").with_authors()
    items = [_item(each, person) for each in found.prefetch_related("proposed").order_by("wanted_at", "pk")]
    return [each for each in items if each]


def _alone(person: Person, advises: list[int]) -> Q:
    kept_out = person.case_access.denials()
    asked = Q(state=State.ASKED, person=person, case__organisation__in=advises)
    return asked & ~Q(case__in=kept_out.values("case"))


def _of_the_two(person: Person, advises: list[int]) -> Q:
    open_to = Case.objects.visible_to(person).open().filter(organisation__in=advises)
    scored = Q(state=State.SCORED, case__in=open_to) & ~_cannot_agree()
    first = Q(first__advisor=person, case__advisor=person) | Q(Exists(_joint().of(person)))
    return scored & (first | Q(second__advisor=person))


def _to_decide(person: Person, decides: list[int]) -> Q:
    """The two do not agree, or cannot: it is for the responsible officer."""
    written = ProposedScore.objects.filter(scoring=OuterRef("pk"))
    differ = Exists(written.filter(state=Written.DIFFERS)) & ~Exists(written.filter(state=Written.OPEN))
    open_to = Case.objects.visible_to(person).open().filter(organisation__in=decides)
    return Q(state=State.SCORED, case__in=open_to) & (Q(differ) | _cannot_agree())


def _cannot_agree() -> Q:
    """The first scored it as the case's advisor; since it has another, it is closed to them.

    Whoever wrote it together with them may speak for it still.
    """
    return (Q(case__advisor=None) | ~Q(case__advisor=F("first__advisor"))) & ~Q(Exists(_joint()))


def _joint() -> CaseAccessQuerySet:
    """What opens the case to those who wrote the first scoring together with its advisor."""
    source = Concat(Value(JOINT), Cast(OuterRef("first_id"), CharField()), output_field=CharField())
    opened = CaseAccess.objects.current().filter(effect=CaseAccess.Effect.READ, source=source)
    return opened.filter(case=OuterRef("case"))


def _item(scoring: SecondScoring, person: Person) -> WorkItem | None:
    """Return what `scoring` asks of `person`, for whom the query found it."""
    name = scoring.case.practitioner.name
    if scoring.state == State.ASKED:
        return _to_score(scoring, name)
    if scoring.state == State.WANTED:
        return _about_pair(scoring, f"Ask a second advisor to score the case of {name}", scoring.wanted_at)
    since = scoring.scored_at
    if person in scoring.authors:
        return _to_agree(scoring, person, name)
    if scoring.case.manager_id == person.pk:
        return _about_pair(scoring, f"Two have scored the case of {name}, and no score is agreed yet", since)
    return _about_pair(
        scoring, f"Decide the score of the case of {name}: its two advisors cannot agree on one", since
    )


def _to_score(scoring: SecondScoring, name: str) -> WorkItem:
    """Name the case by its reference only until they have declared."""
    reference = scoring.case.reference
    declared = scoring.declaration_id
    return WorkItem(
        sentence=f"Score the case of {name} on your own"
        if declared
        else f"Declare on {reference}: you are asked to score it on your own",
        url=reverse("triage", args=[reference]),
        reference=reference,
        waiting_since=as_day(scoring.asked_at or scoring.wanted_at),
        asked=True,
    )


def _to_agree(scoring: SecondScoring, person: Person, name: str) -> WorkItem | None:
    other = listed([each.name for each in scoring.across(person)])
    waiting = next((each for each in scoring.proposed.all() if each.is_open), None)
    if waiting is None:
        return _about_pair(
            scoring, f"Agree with {other} on a score for the case of {name}", scoring.scored_at
        )
    wrote = next(each for each in scoring.authors if each.pk == waiting.by_id)
    if wrote in scoring.side_of(person):
        return None
    sentence = f"{wrote.name} wrote down an agreed score for the case of {name}: do you confirm it?"
    return _about_pair(scoring, sentence, waiting.at, asked=True)


def _about_pair(
    scoring: SecondScoring, sentence: str, since: dt.datetime | None, *, asked: bool = False
) -> WorkItem:
    reference = scoring.case.reference
    return WorkItem(
        sentence=sentence,
        url=reverse("second_scoring", args=[reference, scoring.pk]),
        reference=reference,
        waiting_since=as_day(since or scoring.wanted_at),
        asked=asked,
    )
