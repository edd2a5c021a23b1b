"""Beginning a review, or going on with one that another advisor began."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.policies import check_open
from triage import events, policies
from triage.models import Declaration, Guide, Review
from triage.permissions import check_leads
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def start_review(*, case: Case, by: Person, guide: Guide | None = None) -> Review:
    """Begin a review by the case's advisor, under `guide` or the one in force; return a draft there is.

    A draft that was handed over goes on as it stands, under the name of who has it now.
    """
    case = Case.objects.locked(case.pk)
    check_leads(by, case)
    check_open(case)
    draft = Review.objects.of_case(case).in_draft().filter(advisor=by).first()
    if draft:
        return draft
    declaration = Declaration.objects.newest_of(case, by)
    if declaration is None or declaration.answer != Declaration.Answer.NONE:
        raise Refusal("Declare on conflict of interest first.")
    handed = _handed_over(case)
    if handed:
        return _go_on(handed, case, declaration)
    review = begin(case=case, declaration=declaration, guide=guide)
    record(events.STARTED, by=by, case=case, topic=review.topic, subject=review, revision=review.revision)
    return review


def begin(*, case: Case, declaration: Declaration, guide: Guide | None = None, **answers: Any) -> Review:
    """Make the next revision, for the advisor who made `declaration`; the case's row is locked.

    `answers` are what it begins with, and its `kind` where it is not the triage itself.
    """
    guide = policies.check_guide(guide or Guide.objects.in_force(case.organisation_id), case.organisation_id)
    last = Review.objects.filter(case=case).aggregate(last=Max("revision"))["last"] or 0
    return Review.objects.create(
        case=case,
        guide=guide,
        revision=last + 1,
        advisor=declaration.person,
        reviewed_on=today(),
        declaration=declaration,
        **answers,
    )


def _handed_over(case: Case) -> Review | None:
    """Return the draft another advisor left; not one of somebody who saw a conflict of interest since."""
    for draft in Review.objects.left_behind(case):
        declared = Declaration.objects.newest_of(case, draft.advisor)
        if declared and declared.answer == Declaration.Answer.NONE:
            return draft
    return None


def _go_on(draft: Review, case: Case, declaration: Declaration) -> Review:
    draft.joint_advisors.filter(person=declaration.person).delete()
    draft.advisor, draft.declaration = declaration.person, declaration
    draft.version += 1
    draft.save(update_fields=["advisor", "declaration", "version"])
    record(
        events.HANDED_OVER, by=declaration.person, case=case, topic=draft.topic, subject=draft,
        revision=draft.revision,
    )  # fmt: skip
    return draft
