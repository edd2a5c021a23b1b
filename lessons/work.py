"""What lessons need somebody today: reviews to start or finish, actions to see through."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Membership, Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case
from cases.stages import Stage
from cases.work import WorkItem
from lessons.models import ImprovementAction, Review, SentBack
from ui.dates import day

# A backlog longer than this is read in the list of cases, not on one's own list for the day.
AT_MOST = 50


def work_for(person: Person) -> list[WorkItem]:
    """Return what `person` may do about lessons, with a fixed number of queries."""
    return [*_reviews(person), *_actions(person), *_to_assure(person)]


def _reviews(person: Person) -> list[WorkItem]:
    leads = organisations_with(person, Permission.LESSONS_WRITE)
    if not leads:
        return []
    reviews = Review.objects.filter(case=OuterRef("pk"))
    cases = (
        Case.objects.visible_to(person)
        .filter(organisation__in=leads, first_with_group_on__isnull=False)
        .exclude(stage=Stage.WITHDRAWN)
        .annotate(begun=Exists(reviews), finished=Exists(reviews.filter(state=Review.State.COMPLETED)))
        .filter(finished=False)
        .select_related("summary")
        .order_by("first_with_group_on", "pk")[:AT_MOST]
    )
    return [
        WorkItem(
            sentence=f"{_verb(case)} the lessons review of {case.reference} ({_when(case)})",
            url=reverse("lessons", args=[case.reference]),
            reference=case.reference,
            # Nothing waits before the group has met on it.
            waiting_since=case.summary.last_met_on,
        )
        for case in cases
    ]


def _verb(case: Any) -> str:
    return "Finish" if case.begun else "Start"


def _when(case: Case) -> str:
    """Return when the group met on the case, or since when it has had it."""
    met = case.summary.last_met_on
    return (
        f"before the group on {day(met)}" if met else f"with the group since {day(case.first_with_group_on)}"
    )


def _actions(person: Person) -> list[WorkItem]:
    """Return the improvements `person` owns, and for lessons leads those that nobody who is here sees to.

    What a body sees to comes to the leads once it was sent back: nobody of the body signs in here.
    """
    here = Membership.objects.current().filter(
        person=OuterRef("owner"), organisation=OuterRef("review__case__organisation")
    )
    led = Q(review__case__organisation__in=organisations_with(person, Permission.LESSONS_WRITE))
    found = (
        ImprovementAction.objects.visible_to(person)
        .to_do()
        .annotate(returned=Exists(SentBack.objects.filter(action=OuterRef("pk"))))
        .filter(Q(owner=person) | (led & ~Exists(here) & (Q(returned=True) | Q(owner__isnull=False))))
        .select_related("review", "owner")
        .prefetch_related("changes")
        .order_by("due_on", "pk")
    )
    return [
        WorkItem(
            sentence=f"{_whose(action, person)}: {_short(action.what)}",
            url=reverse("lessons_action", args=[action.pk]),
            due=action.due_on,
        )
        for action in found[:AT_MOST]
    ]


def _whose(action: Any, person: Person) -> str:
    missing = "Something is still missing on an improvement"
    if action.owner != person:
        if action.owner:
            return f"Find somebody for an improvement of {action.owner_name}, who is not here any more"
        return f"{missing} of {action.owner_name}"
    if action.returned:
        return f"{missing} of yours"
    given = [each.at for each in action.changes.all() if each.was_by != each.now_by]
    if given:
        return f"You were asked on {day(given[-1])} to see to this improvement"
    return f"You were named for this improvement on {day(action.review.completed_at)}"


def _to_assure(person: Person) -> list[WorkItem]:
    if not organisations_with(person, Permission.LESSONS_ASSURE):
        return []
    done = (
        ImprovementAction.objects.followed_by(person)
        .to_assure()
        .exclude(owner=person)
        .select_related("review__case")
        .order_by("done_at", "pk")
    )
    return [
        WorkItem(
            sentence=f"Make sure that an improvement is in place: {_short(action.what)}",
            url=reverse("lessons_action", args=[action.pk]),
            reference=action.review.case.reference,
        )
        for action in done[:AT_MOST]
    ]


def _short(text: str) -> str:
    """Return the first words of `text`, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= 100 else f"{words[:99].rsplit(' ', 1)[0]}…"
