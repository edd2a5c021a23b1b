"""Returning a submitted review for more: it stays as it is, and a new revision begins as a copy."""

from typing import Any, TypeVar

from django.db import models, transaction

from accounts.models import Person
from accounts.permissions import Permission, has
from audit.actions import record
from cases import actions as cases
from cases.models import Case
from cases.policies import check_open
from triage import events, mails
from triage.actions.start import begin
from triage.models import (
    Contribution,
    Review,
    ReviewReturn,
    Risk,
    RiskConsequence,
)
from triage.permissions import check_can_return, has_opened
from ui.refusals import Refusal

M = TypeVar("M", bound=models.Model)

COPIED = (
    "summary", "safeguarding", "safeguarding_details", "health", "health_details", "judged_colour",
    "judged_why", "rationale", "recommendation", "additional",
    "begun",
)  # fmt: skip


@transaction.atomic
def return_review(*, review: Review, reason: str, by: Person) -> Review:
    """Return a submitted review to its advisor with `reason`; returns the draft they go on with.

    A second click returns it once.
    """
    case = Case.objects.locked(review.case_id)
    review = case.triage_reviews.with_answers().locked(review.pk)
    check_can_return(by, case, review)
    already = Review.objects.filter(copied_from=review).first()
    if already:
        return already
    check_open(case)
    _check_returnable(review, case)
    ReviewReturn.objects.create(review=review, reason=reason, by=by)
    draft = _copy(review, case)
    record(events.RETURNED, by=by, case=case, topic=review.topic, subject=review, revision=review.revision)
    cases.summarise(case=case)
    mails.returned_for_more(case=case, advisor=review.advisor, key=f"triage:returned:{review.pk}")
    return draft


def _check_returnable(review: Review, case: Case) -> None:
    if review.is_draft:
        raise Refusal("This triage review is still being written. There is nothing to return yet.")
    if review.is_second:
        raise Refusal("A second scoring stays as it was made. Record the score that the two agree on.")
    newer = Review.objects.of_case(case).filter(revision__gt=review.revision).first()
    if newer:
        raise Refusal(
            "A newer scoring has been begun or submitted since. Look at that one; this one stays as it is."
        )
    advisor = review.advisor
    if not (has_opened(advisor, case) and has(advisor, Permission.TRIAGE_WRITE, within=case.organisation)):
        raise Refusal(
            f"{advisor.name} is no longer the advisor of this case. Ask an advisor for a new scoring instead."
        )


def _copy(review: Review, case: Case) -> Review:
    """Begin the next revision with everything that was written, under the same scoring guide."""
    answers = {name: getattr(review, name) for name in COPIED}
    draft = begin(
        case=case, declaration=review.declaration, guide=review.guide, copied_from=review, **answers
    )
    owned: list[models.QuerySet[Any]] = [
        review.documents.all(),
        review.factor_notes.all(),
        review.notice_answers.all(),
        review.joint_advisors.all(),
    ]
    for rows in owned:
        rows.model.objects.bulk_create([_again(each, review=draft) for each in rows])
    Contribution.objects.bulk_create(
        [_again(each, review=draft, version=draft.version) for each in review.contributions.all()]
    )
    risks = list(review.risks.all())
    copies = Risk.objects.bulk_create([_again(each, review=draft) for each in risks])
    RiskConsequence.objects.bulk_create(
        [
            _again(each, risk=copy)
            for risk, copy in zip(risks, copies, strict=True)
            for each in risk.consequences.all()
        ]
    )
    return draft


def _again(row: M, **changes: Any) -> M:
    """Return an unsaved copy of `row` with `changes`."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    return type(row)(**fields, **changes)
