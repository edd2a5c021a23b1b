"""Submitting a review: it is locked, scored as a whole, and made known."""

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases import search
from cases.models import Case
from cases.policies import check_open
from documents.actions import want_pdf
from triage import events, mails, policies
from triage.actions import second, second_scored
from triage.actions.answer import keep_what_was_asked
from triage.documents_read import not_read
from triage.models import Review, UnreadDocument
from triage.permissions import check_can_write_review, joint_source
from triage.reports import REPORT
from triage.scale import Scale
from triage.scoring import overall
from triage.wording import searchable
from ui.refusals import Stale

# What submitting writes beside the review's own row, and what is read of it.
CHANGED = {
    "notice_answers": ["notice_answers"],
    "unread": ["unread__document"],
    "joint_advisors": ["joint_advisors__person", "joint_advisors__declaration"],
}


@transaction.atomic
def submit_review(*, review: Review, by: Person, version: int | None = None) -> Review:
    """Lock the review, store the overall rating with its band, and tell the case manager.

    A second click changes nothing. Raises Incomplete, field by field, for a review that lacks something,
    and Stale where `version` is given and is not the one that stands.
    """
    case = Case.objects.locked(review.case_id)
    review = case.triage_reviews.with_answers().locked(review.pk)
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
    keep_what_was_asked(review)
    _keep_what_was_not_read(review, case)
    _leave_out_who_did_not_declare(review, case, by)
    _lock(review, by)
    _read_again(review)
    if review.is_second:
        second_scored.take_in(case=case, review=review, by=by)
    else:
        second.draw(case=case, review=review)
    cases.summarise(case=case)
    search.index(case=case, source=review.topic, text=searchable(review), topic=review.topic)
    kind = events.SECOND_SCORED if review.is_second else events.SUBMITTED
    record(kind, by=by, case=case, topic=review.topic, subject=review, revision=review.revision)
    want_pdf(kind=REPORT, subject=review, case=case, by=by, topic=review.topic)
    tell = mails.second_is_in if review.is_second else mails.triage_is_in
    tell(case=case, key=f"triage:submitted:{review.pk}")
    return review


def _keep_what_was_not_read(review: Review, case: Case) -> None:
    UnreadDocument.objects.bulk_create(
        [
            UnreadDocument(review=review, document=each, title=each.title)
            for each in not_read(review, case, review.advisor)
        ]
    )


def _leave_out_who_did_not_declare(review: Review, case: Case, by: Person) -> None:
    waiting = [each for each in review.joint_advisors.all() if each.declaration_id is None]
    for joint in waiting:
        cases.close_access(case=case, source=joint_source(review), by=by, person=joint.person)
        joint.delete()


def _lock(review: Review, by: Person) -> None:
    """Store the highest risk as the overall rating; a complete review has one."""
    highest = overall(review.risks.all())
    assert highest is not None and highest.score is not None
    band = Scale(review.guide).band(highest.score)
    review.state = Review.State.SUBMITTED
    review.submitted_at, review.submitted_by = timezone.now(), by
    review.overall_likelihood, review.overall_severity = highest.likelihood, highest.severity
    review.overall_score, review.overall_colour, review.band = highest.score, band.colour, band
    review.save()


def _read_again(review: Review) -> None:
    """Read what submitting changed beside the review's own row, and nothing else of it."""
    review.refresh_from_db(fields=list(CHANGED))
    prefetch_related_objects([review], *(name for names in CHANGED.values() for name in names))
