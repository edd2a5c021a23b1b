"""A review laid out for reading: the reflection table, the thread, the lessons."""

from dataclasses import dataclass

from lessons.models import ImprovementAction, KeyLesson, Outcome, Review, ReviewFactor


@dataclass(frozen=True)
class Answered:
    """A reflection question with its answer."""

    question: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Questions side by side, as in the template, and what their answers are."""

    outcome: str
    label: str
    answers: list[Answered]


@dataclass(frozen=True)
class Strand:
    """One factor, how it contributed, and the actions that answer it; None for those that answer none."""

    factor: ReviewFactor | None
    actions: list[ImprovementAction]


@dataclass(frozen=True)
class Sheet:
    """Everything a reader of the review sees. `happened` is where the thread starts."""

    pairs: list[Pair]
    happened: str
    lessons: list[KeyLesson]
    strands: list[Strand]
    actions: list[ImprovementAction]


def sheet(review: Review) -> Sheet:
    """Return the review as its page and its PDF show it, with a fixed number of queries."""
    said = {point.question_id: point for point in review.points.all()}
    questions = list(review.framework.questions.all())
    pairs = [
        Pair(
            outcome=group[0].outcome,
            label=Outcome(group[0].outcome).label if group[0].outcome else "",
            answers=[
                Answered(each.question, said[each.pk].text if each.pk in said else "") for each in group
            ],
        )
        for group in side_by_side(questions)
    ]
    actions = list(review.actions.select_related("owner", "assured_by").prefetch_related("answers"))
    factors = list(review.factors.select_related("factor__type"))
    strands = [
        Strand(each, [action for action in actions if each in action.answers.all()]) for each in factors
    ]
    alone = [action for action in actions if not action.answers.all()]
    happened = next((each.pk for each in questions if each.key == "happened"), None)
    return Sheet(
        pairs=pairs,
        happened=said[happened].text if happened in said else "",
        lessons=list(review.lessons.all()),
        strands=strands + ([Strand(None, alone)] if alone else []),
        actions=actions,
    )


def side_by_side(questions: list) -> list[list]:
    """Return the questions two by two, as the template's table has them; one without an outcome alone."""
    pairs: list[list] = []
    for question in questions:
        last = pairs[-1] if pairs else []
        if len(last) == 1 and last[0].outcome and last[0].outcome == question.outcome:
            last.append(question)
        else:
            pairs.append([question])
    return pairs
