"""May anyone, in this state? What a review needs before it is complete, and what goes on after closing."""

import datetime as dt

from django.urls import reverse

from cases.models import Case
from cases.policies import Owed, Way
from lessons.models import ImprovementAction, Outcome, Review
from ui.refusals import Refusal

NOT_BEFORE_GROUP = (
    "The lessons review starts once the case has been before the group. This case has not been there yet."
)


def first_with_group_on(case: Case) -> dt.date:
    """Return the day the case was first before the group. Raises Refusal for one that was not."""
    if case.first_with_group_on is None:
        raise Refusal(NOT_BEFORE_GROUP)
    return case.first_with_group_on


def check_open(review: Review) -> None:
    """Raise Refusal for a review that is complete."""
    if review.completed:
        raise Refusal("This lessons review is complete, so it stays as it is.")


def missing(review: Review) -> list[str]:
    """Return what the review lacks before it can be complete, in sentences."""
    return [*_reflection(review), *_lessons(review), *_actions(review)]


def _reflection(review: Review) -> list[str]:
    answered = {point.question_id for point in review.points.all()}
    facts = review.framework.questions.filter(outcome=Outcome.FACT)
    return [f"Answer “{each.question}”" for each in facts if each.pk not in answered]


def _lessons(review: Review) -> list[str]:
    lacking = [] if review.lessons.all() else ["Write at least one key lesson."]
    factors = list(review.factors.select_related("factor"))
    if not factors:
        lacking.append("Choose at least one contributory factor, and say how it contributed.")
    return lacking + [f"Say how “{each.factor}” contributed." for each in factors if not each.how]


def _actions(review: Review) -> list[str]:
    actions = list(review.actions.select_related("owner"))
    if not actions:
        return ["Write at least one action, with an owner and a date."]
    lacking = [f"Say who will see to action {each.position}." for each in actions if not each.owner_name]
    return lacking + [f"Give action {each.position} a date." for each in actions if not each.due_on]


def check_can_complete(review: Review) -> None:
    """Raise Refusal, naming what is missing, unless the review may be completed."""
    check_open(review)
    lacking = missing(review)
    if lacking:
        raise Refusal("The review is not complete yet. " + " ".join(lacking))


def check_agreed(action: ImprovementAction) -> None:
    """Raise Refusal for an action of a review that is still being written."""
    if not action.review.completed:
        raise Refusal("This action is not agreed yet: its lessons review is still being written.")


def check_to_do(action: ImprovementAction) -> None:
    """Raise Refusal for an action that is only proposed, or done already."""
    check_agreed(action)
    if action.state == ImprovementAction.State.DONE:
        raise Refusal("This action is marked as done, so who sees to it and by when stay as they are.")


def left_at_closing(case: Case) -> list[Owed]:
    """Say at closing that the lessons review may go on (registered with `cases.policies.at_closing`)."""
    if case.first_with_group_on is None:
        return []
    reviews = {review.state for review in case.lessons_reviews.all()}
    if reviews == {Review.State.COMPLETED}:
        return []
    way = Way("Look at the lessons review", reverse("lessons", args=[case.reference]))
    return [Owed("The lessons review is not finished; it may go on after closing.", (way,))]
