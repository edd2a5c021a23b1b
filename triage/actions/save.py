"""Saving a draft review, whole or a part of it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.policies import check_open
from triage import events, policies
from triage.actions.writing import write_documents, write_factors, write_risks
from triage.answers import ReviewData
from triage.beginning import Kept, up_to_date
from triage.models import Contribution, Review
from triage.parts import ALL, PARTS, Part
from triage.permissions import check_can_write_review
from triage.reading import answers_of
from triage.scale import Scale
from triage.wording import differences
from ui.refusals import Stale

WRITTEN_APART = ("documents", "factors", "risks")


@transaction.atomic
def save_review(
    *,
    review: Review,
    data: ReviewData,
    version: int,
    by: Person,
    parts: Iterable[str] = ALL,
    begun: Kept | None = None,
) -> Review:
    """Write the named `parts` of the draft anew from `data`; scores and colours are computed here.

    `begun` are the sentences its texts were begun with, where that is known anew (`triage.beginning`).
    Raises Stale, with what was saved meanwhile, where one of these parts was changed after `version`.
    """
    case = Case.objects.locked(review.case_id)
    review = Review.objects.locked(review.pk)
    check_can_write_review(by, case, review)
    check_open(case)
    policies.check_draft(review)
    saving = [part for part in PARTS if part.key in set(parts)]
    names = {name for part in saving for name in part.answers}
    saved = case.triage_reviews.with_answers().get(pk=review.pk)
    _check_not_changed_since(version, saved, saving, data)
    scale = Scale(saved.guide)
    policies.check_answers(data, scale)
    before, data = answers_of(saved).tidied(), data.tidied()
    for name in names.difference(WRITTEN_APART):
        setattr(review, name, getattr(data, name))
    review.begun = review.begun if begun is None else begun
    review.version += 1
    review.saved_at = timezone.now()
    review.save()
    if "documents" in names:
        write_documents(review, case, data, by)
    if "factors" in names:
        write_factors(review, data, scale)
    if "risks" in names:
        write_risks(review, data, scale)
    changed = [
        part.key
        for part in saving
        if any(getattr(before, name) != getattr(data, name) for name in part.answers)
    ]
    keep_who_wrote(review, changed, by)
    record(events.SAVED, by=by, case=case, topic=review.topic, subject=review, version=review.version)
    return review


@transaction.atomic
def bring_up_to_date(*, review: Review, text: str, version: int, by: Person) -> Review:
    """Write anew the sentences that the rationale or recommendation was begun with and the risks outgrew.

    Only those which stand there untouched. Raises Stale like `save_review`.
    """
    case = Case.objects.locked(review.case_id)
    review = case.triage_reviews.with_answers().get(pk=review.pk)
    data, begun = up_to_date(answers_of(review), text, Scale(review.guide), review.begun)
    return save_review(review=review, data=data, version=version, by=by, parts={"reasons"}, begun=begun)


def _check_not_changed_since(version: int, saved: Review, saving: list[Part], data: ReviewData) -> None:
    """Somebody who saves one part does not stand in the way of somebody who saves another."""
    since = {each.part for each in saved.contributions.all() if each.version > version}
    changed = {name for part in saving if part.key in since for name in part.answers}
    if changed or version > saved.version:
        raise Stale(theirs=differences(saved, data, changed), version=saved.version)


def keep_who_wrote(review: Review, changed: list[str], by: Person) -> None:
    """Note that `by` wrote in these parts with the version just saved: older pages of them are stale now."""
    now = review.saved_at
    Contribution.objects.bulk_create(
        [
            Contribution(
                review=review, part=part, person=by, first_at=now, last_at=now, version=review.version
            )
            for part in changed
        ],
        update_conflicts=True,
        unique_fields=["review", "part", "person"],
        update_fields=["last_at", "version"],
    )
