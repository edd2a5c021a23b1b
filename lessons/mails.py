"""The e-mails of improvement actions. They name no case and nobody: an owner may not know the case."""

from collections import defaultdict

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from cases.models import Case
from lessons.models import ActionChange, ImprovementAction, Review
from lessons.permissions import sees
from outbox.actions import put
from ui.dates import day
from ui.words import counted

YOURS = "An improvement is yours to see to"
QUIET = "This message names nobody, on purpose: an inbox can be read by others."


def named(review: Review, *, by: Person) -> None:
    """Tell everybody a completed review names as an owner how many improvements are theirs, once each."""
    rows = review.actions.filter(owner__isnull=False).exclude(owner=by).select_related("owner")
    owned: dict[Person, list[ImprovementAction]] = defaultdict(list)
    for row in rows:
        if row.owner and sees(row.owner, row):
            owned[row.owner].append(row)
    for owner, theirs in owned.items():
        one = len(theirs) == 1
        many = counted(len(theirs), "improvement")
        _put(
            key=f"lessons-{review.pk}-named-{owner.pk}",
            to=owner,
            case=review.case,
            subject=YOURS if one else f"{many} are yours to see to",
            says=f"A lessons review has been completed, and you are named for {many} it agreed on.",
            page=_page(theirs[0]) if one else reverse("lessons_actions"),
        )


def changed(change: ActionChange, *, given: bool, let_go: Person | None) -> None:
    """Tell the owner that it is theirs, or has another day; and `let_go` that it is theirs no more."""
    action, owner = change.action, change.action.owner
    if owner and owner != change.by and sees(owner, action):
        by = day(change.now_due)
        _put(
            key=f"lessons-change-{change.pk}-{owner.pk}",
            to=owner,
            case=action.review.case,
            subject=YOURS if given else "The day of an improvement has changed",
            says=(
                f"You are asked to see to an improvement by {by}. It was with somebody else before."
                if given
                else f"An improvement of yours has another day: {by}."
            )
            + " Its page says why.",
            page=_page(action),
        )
    if let_go and let_go != change.by:
        _put(
            key=f"lessons-change-{change.pk}-{let_go.pk}",
            to=let_go,
            case=action.review.case,
            subject="An improvement is with somebody else now",
            says="Somebody else sees to an improvement that was yours. Nothing more is asked of you for it. "
            "Thank you.",
        )


def _page(action: ImprovementAction) -> str:
    return reverse("lessons_action", args=[action.pk])


def _put(*, key: str, to: Person, case: Case, subject: str, says: str, page: str = "") -> None:
    link = f"\n\nSign in and open:\n{settings.SITE_URL.rstrip('/')}{page}" if page else ""
    put(key=key, to=to.email, subject=subject, body=f"{says}{link}\n\n{QUIET}\n", case=case)
