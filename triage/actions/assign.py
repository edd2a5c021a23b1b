"""Asking an advisor to triage."""

from django.db import transaction

from accounts.models import Person
from cases import actions as cases
from cases.models import Case, CaseAccess
from triage import mails
from triage.permissions import ADVISOR


@transaction.atomic
def ask_advisor(*, case: Case, advisor: Person, by: Person) -> Case:
    """Assign the case to `advisor` and write them an e-mail, once for each time they are asked."""
    case = cases.assign_advisor(case=case, advisor=advisor, by=by)
    asked = (
        CaseAccess.objects.current()
        .of(advisor)
        .filter(case=case, source=ADVISOR, effect=CaseAccess.Effect.DECLARE)
        .first()
    )
    if asked:
        mails.needs_declaration(case=case, advisor=advisor, key=f"triage:asked:{asked.pk}")
    return case
