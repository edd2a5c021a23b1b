"""Answering what the service asked about a review, with a reason that is kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from cases.policies import check_open
from triage import policies
from triage.asking import notices_of
from triage.models import NoticeAnswer, Review
from triage.permissions import check_can_write_review


@transaction.atomic
def answer_notices(*, review: Review, reasons: Mapping[str, str], by: Person) -> None:
    """Keep the reasons given, by the notice's key; an empty one takes back what was said.

    Reasons for anything that is not asked are left alone: the review was changed meanwhile.
    """
    case = Case.objects.locked(review.case_id)
    review = case.triage_reviews.with_answers().locked(review.pk)
    check_can_write_review(by, case, review)
    check_open(case)
    policies.check_draft(review)
    asked = {each.key: each for each in notices_of(review)}
    now = timezone.now()
    answers = [
        NoticeAnswer(
            review=review, code=each.code, about=each.about, asked=each.asked,
            reason=reasons[key], by=by if reasons[key] else None, at=now,
        )
        for key, each in asked.items() if key in reasons
    ]  # fmt: skip
    kept = {(each.code, each.about): each.reason for each in review.notice_answers.all()}
    changed = [each for each in answers if kept.get((each.code, each.about), "") != each.reason]
    NoticeAnswer.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["review", "code", "about"],
        update_fields=["asked", "reason", "by", "at"],
    )


def keep_what_was_asked(review: Review) -> None:
    """Before a review is locked: keep what is asked of it as it stands, answered or not, and nothing else."""
    asked = {each.key: each for each in notices_of(review)}
    kept = {f"{each.code}:{each.about}": each for each in review.notice_answers.all()}
    gone = [each.pk for key, each in kept.items() if key not in asked]
    if gone:
        review.notice_answers.filter(pk__in=gone).delete()
    NoticeAnswer.objects.bulk_create(
        [
            NoticeAnswer(review=review, code=each.code, about=each.about, asked=each.asked)
            for key, each in asked.items()
            if key not in kept
        ]
    )
