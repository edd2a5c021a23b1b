"""Second scorings as pages ask for them: who may be asked, what they may see, what is shown to whom."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Membership, Person
from accounts.permissions import Permission, has
from accounts.roles import ROLES
from audit.models import Event
from cases.access import get_case_alone_or_404
from cases.events import LOOKED
from cases.models import Account, Case, CaseAccess, Concern, Contact, Note, SafetyCheck
from cases.topics import GENERAL, HEALTH, closed_topics
from documents.models import Document
from triage.models import Contribution, JointAdvisor, Review, SecondScoring
from triage.models.second import WRITTEN_TOGETHER

Effect = CaseAccess.Effect
# Whatever else there is, such as comments on a triage, is no material to score by.
MATERIAL = {GENERAL, HEALTH}


def who_may_score_again(case: Case) -> QuerySet[Person]:
    """Return the advisors who may be asked to score `case` on their own.

    Nobody who took part in scoring it, is kept from it, is asked to declare on it, could ever read it, or has
    a role that sees such cases: they may know how it was scored.
    """
    advise = _with_a_role_that_may(case, {Permission.TRIAGE_WRITE})
    seeing = {Permission.CASE_SEE_UNRESTRICTED}
    if case.first_with_group_on:
        seeing.add(Permission.CASE_SEE_BEFORE_GROUP)
    had = case.access.filter(effect__in=[Effect.READ, Effect.DENY])
    asked = case.access.current().filter(effect__in=[Effect.DECLARE, Effect.ALONE, Effect.FIRST])
    topics = [review.topic for review in Review.objects.of_case(case)]
    looked = Event.objects.of_case(case.pk).filter(kind=LOOKED.code, topic__in=topics)
    return (
        Person.objects.filter(pk__in=advise.values("person"), is_active=True)
        .exclude(pk__in=_with_a_role_that_may(case, seeing).values("person"))
        .exclude(pk__in=had.values("person"))
        .exclude(pk__in=asked.values("person"))
        .exclude(pk__in=scored_already(case))
        .exclude(pk__in=looked.values("actor_key"))
    )


def _with_a_role_that_may(case: Case, permissions: set[Permission]) -> QuerySet[Membership]:
    roles = [role.key for role in ROLES if role.permissions & permissions]
    return Membership.objects.current().filter(organisation=case.organisation_id, role__in=roles)


def scored_already(case: Case) -> set[int]:
    """Return the keys of everybody who took part in scoring the case, first or second."""
    reviews = Review.objects.filter(case=case)
    submitted = reviews.submitted().values_list("advisor", flat=True)
    return {
        *reviews.firsts().values_list("advisor", flat=True),
        *submitted,
        *Contribution.objects.filter(review__in=reviews.firsts()).values_list("person", flat=True),
        *JointAdvisor.objects.filter(review__in=reviews).values_list("person", flat=True),
    }


def asked_of(person: Person, case: Case) -> SecondScoring:
    """Return what `person` is asked to score on their own in `case` now; 404 where it is nothing."""
    found = SecondScoring.objects.asked_of(person).select_related("first", "second")
    return get_object_or_404(found, case=case)


def get_asked_or_404(person: Person, reference: str) -> tuple[Case, SecondScoring]:
    """Return a case that `person` has declared on and scores on their own now."""
    case = get_case_alone_or_404(person, reference)
    scoring = asked_of(person, case)
    if scoring.declaration_id is None:
        raise Http404
    return case, scoring


@dataclass(frozen=True)
class Material:
    """What is known of a case, for somebody who scores it on their own.

    It is the case as the first advisor had it: what came in until they submitted, and what staff wrote until
    anybody had scored it. What came later could tell how it was scored. Each is shown as it stands today, but
    for what staff wrote and put right once it was scored: the words they put in its place came later too.
    """

    concerns: QuerySet[Concern]
    step: SafetyCheck | None
    accounts: QuerySet[Account]
    documents: list[Document]
    contacts: QuerySet[Contact]
    notes: QuerySet[Note]


def material_of(scoring: SecondScoring, person: Person) -> Material:
    """Return what `person`, who is asked, may see of the case: it lists what is shown, not what is hidden."""
    case, until = scoring.case, submitted_at(scoring.first)
    written = Review.objects.submitted().of_case(case).order_by().aggregate(at=Min("submitted_at"))["at"]
    topics = MATERIAL - closed_topics(person, case)
    corrected = {"replaces__taken_back_at__gt": written}
    step = case.safety_checks.filter(answered_at__lte=until).first()
    return Material(
        concerns=case.concerns.filter(recorded_at__lte=until),
        step=step if step and step.unsafe else None,
        accounts=case.accounts.filter(recorded_at__lte=until, topic__in=topics),
        documents=list(documents_for(person, case, until)),
        contacts=case.contacts.filter(topic__in=topics, recorded_at__lte=written)
        .exclude(**corrected)
        .select_related("by"),
        notes=case.notes.filter(topic__in=topics, at__lte=written).exclude(**corrected).select_related("by"),
    )


def documents_for(person: Person, case: Case, until: dt.datetime) -> QuerySet[Document]:
    """Return the documents open to `person` that were there at `until`."""
    return Document.objects.open_to(person, case).filter(added_at__lte=until, topic__in=MATERIAL)


def submitted_at(review: Review) -> dt.datetime:
    """Return when a submitted review was submitted."""
    assert review.submitted_at is not None, "A second scoring is of a review that was submitted."
    return review.submitted_at


def told_of(review: Review, closed: set[str]) -> SecondScoring | None:
    """Return the second scoring of `review`, once it is in and open to the reader.

    One query for most, which are scored once; else two.
    """
    found = SecondScoring.objects.told().filter(first=review)
    if not found.exists():
        return None
    scoring = found.with_agreed().select_related("case", "second__advisor").first()
    return scoring if scoring and scoring.second and scoring.second.topic not in closed else None


def shown_to(person: Person, case: Case, closed: set[str]) -> list[dict[str, Any]]:
    """Return the second scorings of `case` as `person` may see them, newest first.

    One query for most cases, which are scored once; else two. Those who run it see each with its reason;
    others only what is in, without why.
    """
    if not case.second_scorings.exists():
        return []
    runs = has(person, Permission.TRIAGE_ASSIGN, within=case.organisation)
    return [
        {"scoring": each, "reason": each.get_reason_display() if runs else "", "runs": runs}
        for each in SecondScoring.objects.of_case(case)
        if each.first.topic not in closed and (runs or each.both_are_in)
    ]


def get_second_or_404(person: Person, case: Case, pk: int) -> SecondScoring:
    """Return a second scoring of `case` whose first is open to `person`, and which they may know of."""
    closed = closed_topics(person, case)
    found = next(
        (each["scoring"] for each in shown_to(person, case, closed) if each["scoring"].pk == pk), None
    )
    if found is None:
        raise Http404
    prefetch_related_objects([found], WRITTEN_TOGETHER)
    return found
