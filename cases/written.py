"""What was written down about a case, as its Overview shows it: with what was corrected, or taken back."""

from accounts.models import Person
from cases.actions.correct import can_correct
from cases.models import Case
from cases.models.record import WrittenDown


def written_in(case: Case, kind: type[WrittenDown], person: Person, *, closed: set[str]) -> list[WrittenDown]:
    """Return the records of `kind` that are open to `person`, and those taken back, in their order.

    `may_correct` says of each whether `person` may; `earlier` is what was taken back, in whose place it
    stands or which it is itself, where its topic is open too. One query.
    """
    author = kind.author_field
    rows = kind.ever.shown(case).exclude(topic__in=closed).select_related(author, f"replaces__{author}")
    found: list[WrittenDown] = list(rows)
    for record in found:
        record.case = case
        record.may_correct = can_correct(person, record)
        earlier = record if record.taken_back_at else record.replaces
        record.earlier = earlier if earlier and earlier.topic not in closed else None
    return found
