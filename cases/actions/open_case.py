"""Opening a case with its first concern, and adding further concerns."""

import uuid

from django.db import connection, transaction

from accounts.models import Organisation, Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events, search
from cases.actions.concern import NewConcern, index_concern
from cases.actions.record import SafetyAnswer, write_safety
from cases.models import Case, CaseSummary, Concern, ConcernSource, Practitioner
from cases.policies import check_open
from cases.summary import begun
from ui.dates import today
from ui.refusals import Refusal


@transaction.atomic
def open_case(
    *,
    practitioner: Practitioner,
    route: str,
    concern: NewConcern,
    safety: SafetyAnswer,
    submission_key: uuid.UUID,
    by: Person,
) -> Case:
    """Open a case for `practitioner` and return it. A second click with the same key opens no second one."""
    organisation = practitioner.organisation
    check_has(by, Permission.CASE_RECORD, within=organisation)
    if concern.received_on > today():
        raise Refusal("The date the concern was received is in the future. Check the date.")
    # A second click waits here until the first has been written, and then finds it.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    already = Case.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    case = Case.objects.create(
        organisation=organisation,
        reference=next_reference(organisation, year=today().year),
        practitioner=practitioner,
        route=route,
        received_on=concern.received_on,
        manager=by,
        opened_by=by,
        submission_key=submission_key,
    )
    CaseSummary.objects.create(case=case, **begun(case))
    search.index_place(case=case)
    record(events.OPENED, by=by, case=case)
    _write_concern(case=case, concern=concern, by=by)
    write_safety(case=case, answer=safety, by=by)
    return case


@transaction.atomic
def add_concern(*, case: Case, concern: NewConcern, submission_key: uuid.UUID, by: Person) -> Concern:
    """Add a further concern to an open case. A second click with the same key adds no second one."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RUN, within=case.organisation)
    already = case.concerns.filter(submission_key=submission_key).first()
    if already:
        return already
    check_open(case)
    written = _write_concern(case=case, concern=concern, by=by, submission_key=submission_key)
    record(events.CONCERN_ADDED, by=by, case=case, subject=written)
    return written


def next_reference(organisation: Organisation, *, year: int) -> str:
    """Return the next case reference, such as "NW-2026-00042".

    The counter's row stays locked until the transaction ends, so no two cases get one number and a
    case that is not opened after all leaves no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_casecounter (organisation_id, year, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (organisation_id, year) DO UPDATE SET last = cases_casecounter.last + 1 "
            "RETURNING last",
            [organisation.pk, year],
        )
        (number,) = cursor.fetchone()
    return f"{organisation.reference_prefix}-{year}-{number:05d}"


def _write_concern(
    *, case: Case, concern: NewConcern, by: Person, submission_key: uuid.UUID | None = None
) -> Concern:
    written = Concern.objects.create(
        case=case,
        category=concern.category,
        received_on=concern.received_on,
        summary=concern.summary,
        recorded_by=by,
        submission_key=submission_key,
    )
    ConcernSource.objects.create(concern=written, kind=concern.source, detail=concern.source_detail)
    index_concern(case=case, concern=written, source_detail=concern.source_detail)
    return written
