"""Starting a lessons review, writing it, completing it."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import search
from cases.models import Case
from cases.topics import LESSONS
from documents.actions import want_pdf
from lessons import events, mails
from lessons.background import last_decided_on, meets_on
from lessons.models import (
    Correction,
    Factor,
    Framework,
    ImprovementAction,
    KeyLesson,
    ReflectionPoint,
    Review,
    ReviewFactor,
)
from lessons.pdf import REVIEW
from lessons.permissions import check_can_write
from lessons.policies import check_can_complete, check_open, first_with_group_on
from lessons.written import WrittenReview, differing, written
from ui.refusals import Refusal, Stale


@transaction.atomic
def start_review(*, case: Case, by: Person) -> Review:
    """Start the lessons review of a case that has been before the group; a second click starts no second."""
    case = Case.objects.locked(case.pk)
    check_can_write(by, case)
    first_day = first_with_group_on(case)
    already = case.lessons_reviews.last()
    if already:
        check_open(already)
        return already
    review = Review.objects.create(
        case=case,
        framework=Framework.objects.current(),
        group_on=last_decided_on(case) or meets_on(case) or first_day,
        started_by=by,
    )
    record(events.STARTED, by=by, case=case, topic=LESSONS, subject=review)
    return review


@transaction.atomic
def save_review(*, review: Review, text: WrittenReview, version: int, by: Person) -> Review:
    """Write the whole draft anew. Raises Stale, with what stands now, where somebody saved first."""
    review = _locked(review)
    check_can_write(by, review.case)
    check_open(review)
    rows = Factor.objects.filter(type__framework=review.framework_id).select_related("type")
    factors = {each.key: each for each in rows}
    if review.version != version:
        raise Stale(theirs=differing(written(review), text, factors), version=review.version)
    if any(action.owner and action.owner_body for action in text.actions):
        raise Refusal("An action is owned by a person or by a named body, not by both. Choose one.")
    review.group_on, review.background = text.group_on, text.background
    review.version += 1
    review.save()
    _write_points(review, text)
    _write_lessons_and_actions(review, text, factors)
    search.index(case=review.case, source=f"lessons:{review.pk}", text=_words(text), topic=LESSONS)
    record(events.SAVED, by=by, case=review.case, topic=LESSONS, subject=review, version=review.version)
    return review


@transaction.atomic
def complete_review(*, review: Review, version: int, by: Person) -> Review:
    """Complete the review as it stands and ask for its PDF. After that it never changes."""
    review = _locked(review)
    check_can_write(by, review.case)
    if review.completed:
        return review
    if review.version != version:
        raise Refusal(
            "Somebody else saved this review after you opened it. Look at it again, then complete it."
        )
    check_can_complete(review)
    review.state = Review.State.COMPLETED
    review.completed_by, review.completed_at = by, timezone.now()
    review.version += 1
    review.save()
    record(events.COMPLETED, by=by, case=review.case, topic=LESSONS, subject=review)
    want_pdf(kind=REVIEW, subject=review, case=review.case, by=by, topic=LESSONS)
    mails.named(review, by=by)
    return review


@transaction.atomic
def correct_review(
    *, review: Review, wrong: str, right: str, submission_key: uuid.UUID, by: Person
) -> Correction:
    """Put something right in a completed review and ask for its new PDF; its words and old PDF stay."""
    review = _locked(review)
    check_can_write(by, review.case)
    already = Correction.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    if not review.completed:
        raise Refusal("This lessons review is still being written. Change it there.")
    if not wrong.strip() or not right.strip():
        raise Refusal("Say what is wrong, and what is right.")
    correction = Correction.objects.create(
        review=review, wrong=wrong, right=right, submission_key=submission_key, by=by
    )
    words = "\n".join(
        [_words(written(review)), *(f"{each.wrong}\n{each.right}" for each in review.corrections.all())]
    )
    search.index(case=review.case, source=f"lessons:{review.pk}", text=words, topic=LESSONS)
    record(events.CORRECTED, by=by, case=review.case, topic=LESSONS, subject=correction)
    want_pdf(kind=REVIEW, subject=review, case=review.case, by=by, topic=LESSONS)
    return correction


def _locked(review: Review) -> Review:
    """Return the review locked, after its case: the case row first, always."""
    case = Case.objects.locked(review.case_id)
    review = Review.objects.select_for_update(of=("self",)).select_related("framework").get(pk=review.pk)
    review.case = case
    return review


def _write_points(review: Review, text: WrittenReview) -> None:
    review.points.all().delete()
    ReflectionPoint.objects.bulk_create(
        ReflectionPoint(review=review, question=question, text=said, outcome=question.outcome)
        for question in review.framework.questions.all()
        if (said := text.points.get(question.key, ""))
    )


def _write_lessons_and_actions(review: Review, text: WrittenReview, factors: dict[str, Factor]) -> None:
    review.actions.all().delete()
    review.factors.all().delete()
    review.lessons.all().delete()
    KeyLesson.objects.bulk_create(
        KeyLesson(review=review, position=at, text=lesson) for at, lesson in enumerate(text.lessons, 1)
    )
    found = {
        key: ReviewFactor.objects.create(review=review, factor=factors[key], how=how)
        for key, how in text.all_factors.items()
    }
    for at, action in enumerate(text.actions, 1):
        row = ImprovementAction.objects.create(
            review=review,
            position=at,
            what=action.what,
            owner=action.owner,
            owner_body=action.owner_body,
            due_on=action.due_on,
        )
        row.answers.set([found[key] for key in action.answers])


def _words(text: WrittenReview) -> str:
    """Return the words of the review that people search for."""
    actions = [action.what for action in text.actions]
    said = [text.background, *text.points.values(), *text.lessons, *text.factors.values(), *actions]
    return "\n".join(part for part in said if part)
