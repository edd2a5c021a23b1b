"""Submitting a review: it is locked, scored as a whole, and made known."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases import search
from cases.models import Case
from cases.policies import check_open
from documents.actions import want_pdf
from triage import events, mails, policies
from triage.models import Guide, Review
from triage.permissions import check_can_write_review
from triage.reports import REPORT
from triage.scale import Scale
from triage.scoring import overall
from triage.wording import searchable
from ui.refusals import Stale


@transaction.atomic
def submit_review(*, review: Review, by: Person, version: int | None = None) -> Review:
    """Lock the review, store the overall rating with its band, and tell the case manager.

    A second click changes nothing. Raises Incomplete, field by field, for a review that lacks something,
    and Stale where `version` is given and is not the one that stands.
    """
    case = Case.objects.locked(review.case_id)
    review = Review.objects.locked(review.pk)
    check_can_write_review(by, case, review)
    if review.state == Review.State.SUBMITTED:
        return review
    check_open(case)
    policies.check_draft(review)
    if version is not None and review.version != version:
        raise Stale(
            "This review was saved again after you opened this page. Look through the answers, then submit.",
            version=review.version,
        )
    policies.check_complete(review)
    _lock(review, by)
    review = Review.objects.whole().get(pk=review.pk)
    cases.summarise(case=case)
    search.index(case=case, source=review.topic, text=searchable(review), topic=review.topic)
    record(events.SUBMITTED, by=by, case=case, topic=review.topic, subject=review, revision=review.revision)
    want_pdf(kind=REPORT, subject=review, case=case, by=by, topic=review.topic)
    mails.triage_is_in(case=case, key=f"triage:submitted:{review.pk}")
    return review


def _lock(review: Review, by: Person) -> None:
    """Store the highest risk as the overall rating; a complete review has one."""
    highest = overall(review.risks.all())
    assert highest is not None and highest.score is not None
    band = Scale(Guide.objects.whole().get(pk=review.guide_id)).band(highest.score)
    review.state = Review.State.SUBMITTED
    review.submitted_at, review.submitted_by = timezone.now(), by
    review.overall_likelihood, review.overall_severity = highest.likelihood, highest.severity
    review.overall_score, review.overall_colour, review.band = highest.score, band.colour, band
    review.save()
