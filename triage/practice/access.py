"""Reaching practice cases and one's own goes at them: what views ask instead of the tables."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Organisation, Person
from accounts.permissions import Permission, organisations_with
from triage.models import Guide, PracticeAttempt, PracticeCase
from triage.models.practice import PracticeCaseQuerySet


@dataclass(frozen=True)
class Standing:
    """One version as the list of those who write practice cases shows it."""

    practice: PracticeCase
    status: str
    colour: str


def readable(person: Person) -> PracticeCaseQuerySet:
    """Return the published ones of the person's organisations, and those that come with the service."""
    own = list(person.permissions_by_organisation())
    if not own:
        return PracticeCase.objects.none()
    return PracticeCase.objects.published().filter(Q(organisation__in=own) | Q(organisation=None))


def offered_to(person: Person) -> list[PracticeCase]:
    """Return what `person` may practise with, their own organisations' first."""
    found = readable(person).offered().select_related("organisation", "guide")
    return list(found.order_by(F("organisation__name").asc(nulls_last=True), "pk"))


def get_practice_or_404(person: Person, pk: int) -> PracticeCase:
    """Return one published practice case, whole, whether or not it is still offered."""
    return get_object_or_404(readable(person).whole(), pk=pk)


def is_offered(practice: PracticeCase) -> bool:
    """Tell whether it can be practised with now: not retired, and the newest version."""
    return PracticeCase.objects.offered().filter(pk=practice.pk).exists()


def other_guide_in_force(person: Person, practice: PracticeCase) -> Guide | None:
    """Return the guide by which the person's cases are scored now, where it is not the practice case's."""
    found = [Guide.objects.in_force(each) for each in person.permissions_by_organisation()]
    guides = [guide for guide in found if guide is not None]
    return None if not guides or practice.guide in guides else guides[0]


def own_attempts(person: Person, practice: PracticeCase) -> list[PracticeAttempt]:
    """Return how `person` scored it so far, the newest first."""
    return list(PracticeAttempt.objects.of(person).filter(practice_case=practice).whole())


def last_attempts(person: Person, cases: list[PracticeCase]) -> dict[int, PracticeAttempt]:
    """Return the person's newest go at each of `cases`, by the case's key; one query."""
    found = PracticeAttempt.objects.of(person).filter(practice_case__in=cases)
    return {each.practice_case_id: each for each in reversed(found)}


def get_attempt_or_404(person: Person, practice: PracticeCase, pk: int) -> PracticeAttempt:
    """Return one of the person's own goes; anybody else's is not there."""
    return get_object_or_404(PracticeAttempt.objects.of(person).filter(practice_case=practice).whole(), pk=pk)


def get_version_or_404(person: Person, pk: int) -> PracticeCase:
    """Return one version, whole, for somebody who writes practice cases: their own, or an example."""
    own = organisations_with(person, Permission.GUIDE_EDIT)
    example = Q(organisation=None, published_at__isnull=False)
    found = PracticeCase.objects.filter(Q(organisation__in=own) | example)
    if not own:
        found = found.none()
    people = ("copied_from", "published_by", "started_by")
    return get_object_or_404(found.whole().select_related("organisation", *people, "guide"), pk=pk)


def guide_or_404(organisation: Organisation) -> Guide:
    """Return the guide by which a new practice case of the organisation is scored."""
    found = Guide.objects.select_related("organisation").in_force(organisation.pk)
    if found is None:
        raise Http404
    return found


def standings(organisation: Organisation) -> list[Standing]:
    """Return every version of the organisation and the examples: drafts first, then offered, then past."""
    mine = PracticeCase.objects.filter(Q(organisation=organisation) | Q(organisation=None))
    offered = set(mine.offered().values_list("pk", flat=True))
    rows = [
        _standing(each, offered)
        for each in mine.select_related("organisation", "retired__by", "published_by", "started_by").order_by(
            F("organisation").asc(nulls_last=True), "title", "-version"
        )
    ]
    order = {"Draft": 0, "Offered": 1}
    return sorted(rows, key=lambda each: order.get(each.status, 2))


def _standing(practice: PracticeCase, offered: set[int]) -> Standing:
    if practice.is_draft:
        return Standing(practice, "Draft", "yellow")
    if practice.pk in offered:
        return Standing(practice, "Offered", "green")
    if getattr(practice, "retired", None):
        return Standing(practice, "Retired", "grey")
    return Standing(practice, "Replaced", "grey")
