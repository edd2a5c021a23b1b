"""Writing what the head of a case and the list show."""

from typing import Any

from django.db.models import QuerySet

from cases.models import Case, CaseSummary
from cases.summary import computed
from ui.compiled import compiled


def summarise(*, case: Case) -> list[str]:
    """Write the summary as the facts are now, and return the names of the fields that changed.

    Called inside every action that changes such a fact, by the command that rebuilds, and by nobody else. The
    caller holds the case.
    """
    fields = computed(case)
    summary = _summary.one(case=case.pk)
    if summary is None:
        CaseSummary.objects.create(case=case, **fields)
        return sorted(fields)
    changed = sorted(name for name, value in fields.items() if getattr(summary, name) != value)
    if changed:
        CaseSummary.objects.filter(case=case).update(**{name: fields[name] for name in changed})
    return changed


@compiled
def _summary(case: Any) -> QuerySet[CaseSummary]:
    return CaseSummary.objects.filter(case=case)
