"""On which cases somebody declares before they take a part in them, and for which parts."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Person
from cases.models import Case, CaseAccess, Part
from ui.dates import as_day
from ui.words import listed


@dataclass(frozen=True)
class Asked:
    """One case in which somebody was given one part or more, and since when they are asked."""

    case: Case
    parts: tuple[Part, ...]
    since: dt.date

    @property
    def to_do(self) -> str:
        """What they are asked to do, such as "run the case"."""
        return listed(str(part.label) for part in self.parts)


def asked_first(person: Person) -> list[Asked]:
    """Return the cases on which `person` has to declare first, the longest wait first; two queries."""
    cases = Case.objects.to_say_first(person).select_related("practitioner", "organisation").in_bulk()
    rows: dict[int, list[CaseAccess]] = defaultdict(list)
    if cases:
        first = CaseAccess.objects.current().of(person).filter(effect=CaseAccess.Effect.FIRST)
        for row in first.filter(case__in=cases).order_by("starts_at", "pk"):
            rows[row.case_id].append(row)
    return [
        Asked(cases[case], tuple(Part(row.source) for row in found), as_day(found[0].starts_at))
        for case, found in rows.items()
    ]
