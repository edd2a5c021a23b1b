"""Beginning a review."""

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.policies import check_open
from triage import events, policies
from triage.models import Declaration, Guide, Review
from triage.permissions import check_can_write
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def start_review(*, case: Case, by: Person, guide: Guide | None = None) -> Review:
    """Begin a review by the case's advisor, under `guide` or the one in force; return a draft there is."""
    case = Case.objects.locked(case.pk)
    check_can_write(by, case)
    check_open(case)
    draft = Review.objects.of_case(case).in_draft().written_by(by).first()
    if draft:
        return draft
    guide = policies.check_guide(guide or Guide.objects.in_force(case.organisation_id), case.organisation_id)
    declaration = Declaration.objects.newest_of(case, by)
    if declaration is None or declaration.answer != Declaration.Answer.NONE:
        raise Refusal("Declare on conflict of interest first.")
    last = Review.objects.of_case(case).aggregate(last=Max("revision"))["last"] or 0
    review = Review.objects.create(
        case=case,
        guide=guide,
        revision=last + 1,
        advisor=by,
        reviewed_on=today(),
        declaration=declaration,
    )
    record(events.STARTED, by=by, case=case, topic=review.topic, subject=review, revision=review.revision)
    return review
