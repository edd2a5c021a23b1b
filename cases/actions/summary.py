"""Writing what the head of a case and the list show."""

from typing import Any

from cases.models import Case, CaseSummary


def summarise(*, case: Case, **facts: Any) -> None:
    """Set fields of the case's summary. Called inside the action whose facts they are."""
    CaseSummary.objects.update_or_create(case=case, defaults=facts)
