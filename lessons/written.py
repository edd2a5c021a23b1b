"""A review as somebody wrote it: what the form hands over, and what a review holds, in one shape."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import Person
from lessons.models import Factor, Review
from ui.dates import day


@dataclass(frozen=True)
class WrittenAction:
    """One improvement action. `answers` holds the keys of the factors it answers."""

    what: str
    owner: Person | None = None
    owner_body: str = ""
    due_on: dt.date | None = None
    answers: Sequence[str] = ()


@dataclass(frozen=True)
class WrittenReview:
    """What a review says. `points` is by question key, `factors` by factor key: how each contributed."""

    group_on: dt.date
    background: str = ""
    points: Mapping[str, str] = field(default_factory=dict)
    lessons: Sequence[str] = ()
    factors: Mapping[str, str] = field(default_factory=dict)
    actions: Sequence[WrittenAction] = ()

    @cached_property
    def all_factors(self) -> dict[str, str]:
        """The factors chosen, and those that an action answers without their having been chosen."""
        answered = {key: "" for action in self.actions for key in action.answers}
        return answered | dict(self.factors)


def written(review: Review) -> WrittenReview:
    """Return what `review` says now."""
    return WrittenReview(
        group_on=review.group_on,
        background=review.background,
        points={point.question.key: point.text for point in review.points.select_related("question")},
        lessons=[lesson.text for lesson in review.lessons.all()],
        factors={each.factor.key: each.how for each in review.factors.select_related("factor")},
        actions=[
            WrittenAction(
                what=action.what,
                owner=action.owner,
                owner_body=action.owner_body,
                due_on=action.due_on,
                answers=[each.factor.key for each in action.answers.all()],
            )
            for action in review.actions.select_related("owner").prefetch_related("answers__factor")
        ],
    )


def in_words(text: WrittenReview, factors: Mapping[str, Factor]) -> dict[str, str]:
    """Return the review by the form's field names, in words. `factors` gives the framework's, by key."""
    words = {"group_on": day(text.group_on), "background": text.background}
    words |= {f"point_{key}": said for key, said in text.points.items()}
    words |= {f"how_{key}": how for key, how in text.all_factors.items()}
    for factor in factors.values():
        if factor.key in text.all_factors:
            name = f"factors_{factor.type.key}"
            said = f"{factor.label}: {text.all_factors[factor.key] or 'not explained yet'}"
            words[name] = "\n".join(part for part in (words.get(name), said) if part)
    words |= {f"lessons-{at}-text": lesson for at, lesson in enumerate(text.lessons)}
    for at, action in enumerate(text.actions):
        start = f"actions-{at}-"
        words |= {
            f"{start}what": action.what,
            f"{start}owner": action.owner.name if action.owner else "",
            f"{start}owner_body": action.owner_body,
            f"{start}due_on": day(action.due_on),
            f"{start}answers": ", ".join(
                factor.label for factor in factors.values() if factor.key in action.answers
            ),
        }
    return words


def differing(theirs: WrittenReview, ours: WrittenReview, factors: Mapping[str, Factor]) -> dict[str, str]:
    """Return, in words by field name, what they wrote where it is not what was written here."""
    their_words, our_words = in_words(theirs, factors), in_words(ours, factors)
    names = [*their_words, *(name for name in our_words if name not in their_words)]
    return {
        name: their_words.get(name, "")
        for name in names
        if their_words.get(name, "") != our_words.get(name, "")
    }
