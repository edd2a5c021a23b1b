"""Writing practice cases: begun, saved as a draft, published, replaced by a new version, retired."""

import uuid
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from triage import events
from triage.models import Guide, PracticeCase, PracticeConsequence, PracticeRetirement, PracticeRisk
from triage.policies import check_guide
from triage.practice.contents import TEXTS, PracticeData, data_of
from triage.practice.policies import check_data, lacks
from triage.scale import Scale
from ui.refusals import NotAllowed, Refusal, Stale

PUBLISHED = (
    "This practice case has been published and never changes. Begin a new version, and change that. "
    "What you typed is still on this page."
)
GONE = "This draft has been withdrawn meanwhile. What you typed is still on this page."


@transaction.atomic
def start_practice_case(
    *, organisation: Organisation, data: PracticeData, by: Person, submission_key: uuid.UUID
) -> PracticeCase:
    """Begin a draft of the organisation, scored by the guide in force. A second click begins nothing more."""
    check_has(by, Permission.GUIDE_EDIT, within=organisation)
    return _begin(organisation, data, by=by, submission_key=submission_key, series=submission_key.hex)


@transaction.atomic
def copy_practice_case(
    *, of: PracticeCase, organisation: Organisation, by: Person, submission_key: uuid.UUID
) -> PracticeCase:
    """Begin a draft that says what a published one says, scored by the guide in force now.

    Of one's own organisation it is its next version; of an example that comes with the service, a case of
    one's own. Severities in domains that the guide in force does not have are left out.
    """
    check_has(by, Permission.GUIDE_EDIT, within=organisation)
    of = PracticeCase.objects.whole().get(pk=of.pk)
    if of.is_draft or of.organisation_id not in (None, organisation.pk):
        raise Refusal(
            "Only a published practice case of your own organisation, or an example, can be copied."
        )
    # Nobody has agreed on the scores of a new case, or anew on those of a new version.
    data = replace(data_of(of), agreed_by="")
    series = submission_key.hex if of.is_example else of.series
    return _begin(organisation, data, by=by, submission_key=submission_key, series=series, of=of)


@transaction.atomic
def save_practice_case(
    *, practice: PracticeCase, data: PracticeData, version: int, by: Person
) -> PracticeCase:
    """Write the draft anew. Raises Stale where somebody saved it since `version`."""
    practice = _locked_draft(practice, by)
    if practice.edits != version:
        raise Stale(version=practice.edits)
    data = data.tidied()
    check_data(data, Scale(practice.guide))
    practice.edits += 1
    _write(practice, data)
    record(events.PRACTICE_SAVED, by=by, organisation=practice.organisation, subject=practice)
    return practice


@transaction.atomic
def publish_practice_case(*, practice: PracticeCase, version: int, by: Person) -> PracticeCase:
    """Offer the draft to everybody of the organisation, in place of its version before; it never changes.

    Raises Refusal, naming everything that is missing. A second click changes nothing.
    """
    check_may_edit(practice, by)
    found = PracticeCase.objects.select_for_update(of=("self",)).filter(pk=practice.pk).first()
    if found is None:
        raise Refusal(GONE)
    if not found.is_draft:
        return found
    if found.edits != version:
        raise Stale("The draft was changed after you opened this page. Read it again, then publish it.")
    missing = lacks(data_of(PracticeCase.objects.whole().get(pk=found.pk)))
    if missing:
        sentences = [f"{each.sentence}." for each in missing]
        raise Refusal(" ".join(["The practice case cannot be published yet.", *sentences]))
    found.published_at, found.published_by = timezone.now(), by
    found.save(update_fields=["published_at", "published_by"])
    record(
        events.PRACTICE_PUBLISHED,
        by=by,
        organisation=found.organisation,
        subject=found,
        version=found.version,
    )
    return found


@transaction.atomic
def retire_practice_case(*, practice: PracticeCase, why: str, by: Person) -> PracticeRetirement:
    """Offer it no longer. What people scored stays theirs to read. A second click changes nothing."""
    check_may_edit(practice, by)
    found = PracticeCase.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if found.is_draft:
        raise Refusal("This is a draft: nobody is offered it. Withdraw it instead.")
    there = PracticeRetirement.objects.filter(practice_case=found).first()
    if there:
        return there
    retirement = PracticeRetirement.objects.create(practice_case=found, why=why, by=by)
    record(events.PRACTICE_RETIRED, by=by, organisation=found.organisation, subject=found)
    return retirement


@transaction.atomic
def withdraw_practice_case(*, practice: PracticeCase, version: int, by: Person) -> None:
    """Give a draft up: it is gone. A second click changes nothing."""
    check_may_edit(practice, by)
    if not PracticeCase.objects.filter(pk=practice.pk).exists():
        return
    practice = _locked_draft(practice, by)
    if practice.edits != version:
        raise Stale("The draft was changed after you opened this page. Read it again, then decide.")
    record(events.PRACTICE_WITHDRAWN, by=by, organisation=practice.organisation, subject=practice)
    practice.delete()


def check_may_edit(practice: PracticeCase, by: Person) -> None:
    """Raise NotAllowed unless the practice case is of an organisation whose guide `by` edits."""
    if practice.organisation is None:
        raise NotAllowed(
            "This practice case comes with the service. Copy it into a draft of your own organisation."
        )
    check_has(by, Permission.GUIDE_EDIT, within=practice.organisation)


def _locked_draft(practice: PracticeCase, by: Person) -> PracticeCase:
    check_may_edit(practice, by)
    if not PracticeCase.objects.select_for_update(of=("self",)).filter(pk=practice.pk).exists():
        raise Refusal(GONE)
    practice = PracticeCase.objects.whole().get(pk=practice.pk)
    if not practice.is_draft:
        raise Refusal(PUBLISHED)
    return practice


def _begin(
    organisation: Organisation,
    data: PracticeData,
    *,
    by: Person,
    submission_key: uuid.UUID,
    series: str,
    of: PracticeCase | None = None,
) -> PracticeCase:
    # Versions are counted within the organisation: its row is the lock.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    begun = PracticeCase.objects.filter(organisation=organisation, submission_key=submission_key).first()
    if begun:
        return begun
    of_series = PracticeCase.objects.filter(series=series)
    if of_series.drafts().exists():
        raise Refusal("A new version of it is being written already. Go on with that draft.")
    guide = check_guide(
        Guide.objects.select_related("organisation").in_force(organisation.pk), organisation.pk
    )
    scale, data = Scale(guide), data.tidied()
    if of is not None:
        data = _as_far_as(scale, data)
    check_data(data, scale)
    practice = PracticeCase(
        organisation=organisation,
        series=series,
        version=(of_series.aggregate(last=Max("version"))["last"] or 0) + 1,
        guide=guide,
        started_by=by,
        copied_from=of,
        submission_key=submission_key,
    )
    _write(practice, data)
    record(events.PRACTICE_STARTED, by=by, organisation=organisation, subject=practice)
    return practice


def _as_far_as(scale: Scale, data: PracticeData) -> PracticeData:
    """Leave out severities in domains that the guide does not have."""
    risks = tuple(
        replace(risk, consequences=tuple(each for each in risk.consequences if scale.domain(each.domain)))
        for risk in data.risks
    )
    return replace(data, risks=risks)


def _write(practice: PracticeCase, data: PracticeData) -> None:
    for name in TEXTS:
        setattr(practice, name, getattr(data, name))
    practice.save()
    PracticeRisk.objects.filter(practice_case=practice).delete()
    scale = Scale(practice.guide)
    for position, risk in enumerate(data.risks, start=1):
        written = PracticeRisk.objects.create(
            practice_case=practice,
            position=position,
            statement=risk.statement,
            likelihood=risk.likelihood,
            likelihood_why=risk.likelihood_why,
            severity_why=risk.severity_why,
        )
        PracticeConsequence.objects.bulk_create(
            [
                PracticeConsequence(risk=written, domain=scale.domain(each.domain), severity=each.severity)
                for each in risk.consequences
            ]
        )
