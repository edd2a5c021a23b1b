"""Opening and closing a case, or a topic of it, to people: always under the lock of the case."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import OPENS_CASES, Permission, check_has, permissions_in
from audit.actions import record, record_each
from cases import events
from cases.models import Case, CaseAccess, TopicSeal
from cases.models.access import RESTRICTION
from ui.refusals import Refusal


def allow(
    *,
    case: Case,
    person: Person,
    effect: CaseAccess.Effect,
    reason: CaseAccess.Reason,
    source: str,
    by: Person,
) -> CaseAccess:
    """Let `person` read the case, or be asked to declare on it; once per `source`. Returns what says so.

    The caller holds the case.
    """
    (access,) = allow_each(case=case, effects={person: effect}, reason=reason, source=source, by=by)
    return access


def allow_each(
    *,
    case: Case,
    effects: Mapping[Person, CaseAccess.Effect],
    reason: CaseAccess.Reason,
    source: str,
    by: Person,
) -> list[CaseAccess]:
    """Do the same for several people; the caller holds the case. As many queries for one as for all."""
    rows = CaseAccess.objects.filter(case=case, source=source, ends_at=None, person__in=effects)
    there = {(row.person_id, row.effect): row for row in rows}
    new = CaseAccess.objects.bulk_create(
        CaseAccess(case=case, person=person, effect=effect, reason=reason, source=source, written_by=by)
        for person, effect in effects.items()
        if (person.pk, effect) not in there
    )
    record_each(
        events.ACCESS_WRITTEN,
        [
            {"person": row.person_id, "effect": str(row.effect), "reason": str(reason), "source": source}
            for row in new
        ],
        by=by,
        case=case,
    )
    there |= {(row.person_id, row.effect): row for row in new}
    return [there[person.pk, effect] for person, effect in effects.items()]


def deny(*, case: Case, person: Person, reason: CaseAccess.Reason, source: str, by: Person) -> CaseAccess:
    """Keep `person` from the case from now on, whatever their role. Returns the denial.

    The caller holds the case.
    """
    effect = CaseAccess.Effect.DENY
    return allow(case=case, person=person, effect=effect, reason=reason, source=source, by=by)


def end_denial(*, denial: CaseAccess, case: Case, by: Person) -> None:
    """End one denial; whoever ends it holds the case, has asked whether they may, and keeps why.

    Twice ends it once.
    """
    current = CaseAccess.objects.filter(pk=denial.pk, effect=CaseAccess.Effect.DENY, ends_at__isnull=True)
    if current.update(ends_at=timezone.now()):
        record(events.DENIAL_ENDED, by=by, case=case, person=denial.person_id, source=denial.source)


def close_access(*, case: Case, source: str, by: Person, person: Person | None = None) -> None:
    """End what `source` opened (denials stay), for one person or for everybody. The caller holds the case."""
    rows = CaseAccess.objects.filter(case=case, source=source, ends_at__isnull=True)
    rows = rows.exclude(effect=CaseAccess.Effect.DENY)
    if person is not None:
        rows = rows.filter(person=person)
    ended = dict(rows.values_list("pk", "person_id"))
    if not ended:
        return
    CaseAccess.objects.filter(pk__in=ended).update(ends_at=timezone.now())
    record_each(
        events.ACCESS_ENDED,
        [{"person": each, "source": source} for each in ended.values()],
        by=by,
        case=case,
    )


@transaction.atomic
def restrict(*, case: Case, people: list[Person], by: Person) -> None:
    """Close the case to everybody but the named people, its manager and whoever restricts it.

    Of a case that is restricted already it says anew who they are.
    """
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RESTRICT, within=case.organisation)
    for person in people:
        if not permissions_in(person, case.organisation_id) & OPENS_CASES:
            raise Refusal(f"{person.name} has no role that sees cases. Choose somebody else.")
    Case.objects.filter(pk=case.pk).update(restricted=True)
    named = {case.manager, by, *people}
    for earlier in CaseAccess.objects.named().filter(case=case).exclude(person__in=named):
        close_access(case=case, source=RESTRICTION, person=earlier.person, by=by)
    allow_each(
        case=case,
        effects=dict.fromkeys(named, CaseAccess.Effect.READ),
        reason=CaseAccess.Reason.NAMED,
        source=RESTRICTION,
        by=by,
    )
    record(events.RESTRICTION_CHANGED if case.restricted else events.RESTRICTED, by=by, case=case)


@transaction.atomic
def lift_restriction(*, case: Case, by: Person) -> None:
    """Open the case again to those whose role lets them see it."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RESTRICT, within=case.organisation)
    Case.objects.filter(pk=case.pk).update(restricted=False)
    close_access(case=case, source=RESTRICTION, by=by)
    record(events.UNRESTRICTED, by=by, case=case)


@transaction.atomic
def seal(*, case: Case, person: Person, topic: str, by: Person) -> None:
    """Close one topic of the case to `person`."""
    case = Case.objects.locked(case.pk)
    _seal, made = TopicSeal.objects.get_or_create(case=case, person=person, topic=topic, ends_at=None)
    if made:
        record(events.SEALED, by=by, case=case, topic=topic, person=person.pk)
