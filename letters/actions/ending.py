"""What a case that is withdrawn, or opened again, does to its letters and to what was promised."""

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases.models import Case, CaseSummary
from letters import events
from letters.models import Kind, Letter
from letters.transitions import HERE, State
from support.actions import promise_update
from ui.dates import today


@transaction.atomic
def case_opened_again(*, case: Case, by: Person) -> None:
    """Set aside a closing letter that has not gone out, and ask that the practitioner hear today.

    A closing letter promises that they are told, and why. Where they never heard of the case nothing is
    promised. Whoever opens a case need not write letters.
    """
    case = Case.objects.locked(case.pk)
    for letter in Letter.objects.of_case(case).filter(kind=Kind.CLOSING, state__in=HERE):
        letter.state = State.SET_ASIDE
        letter.save(update_fields=["state"])
        record(events.SET_ASIDE, by=by, case=case, subject=letter, letter=letter.kind, number=letter.number)
    _to_hear_today(case, by)


@transaction.atomic
def case_withdrawn(*, case: Case, by: Person) -> None:
    """Ask that the practitioner hear today that it is withdrawn, where they had heard of the case."""
    _to_hear_today(Case.objects.locked(case.pk), by)


def _to_hear_today(case: Case, by: Person) -> None:
    heard = CaseSummary.objects.filter(case=case, last_told_on__isnull=False).exists()
    promise_update(case=case, on=today() if heard else None, by=by)
