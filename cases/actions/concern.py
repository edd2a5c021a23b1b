"""Correcting a concern that was recorded: the words, who raised it, its category, its date."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import events, search
from cases.models import Case, Concern, ConcernSource
from ui.dates import day, today
from ui.refusals import Refusal, Stale


@dataclass(frozen=True)
class NewConcern:
    """A concern as it came in."""

    category: str
    received_on: dt.date
    summary: str
    source: str
    source_detail: str = ""


@transaction.atomic
def correct_concern(*, concern: Concern, corrected: NewConcern, version: int, by: Person) -> Concern:
    """Write what is right over what was recorded; what stood there is kept in the history of its row.

    Also on a closed case: a name that should not stand there is taken out whenever it is found. Raises Stale,
    with what stands now, where somebody saved first.
    """
    case = Case.objects.locked(concern.case_id)
    for permission in (Permission.CASE_RUN, Permission.SOURCE_SEE):
        check_has(by, permission, within=case.organisation)
    concern = Concern.objects.select_related("source").select_for_update(of=("self",)).get(pk=concern.pk)
    if corrected.received_on > today():
        raise Refusal("The date the concern was received is in the future. Check the date.")
    stands = as_recorded(concern)
    names = stands.__dataclass_fields__
    changed = [name for name in names if getattr(stands, name) != getattr(corrected, name)]
    if concern.version != version:
        theirs = in_words(stands)
        raise Stale(theirs={name: theirs[name] for name in changed}, version=concern.version)
    if not changed:
        return concern
    if not case.concerns.filter(pk__lt=concern.pk).exists():
        # The case came in with its first concern.
        case.received_on = corrected.received_on
        case.save(update_fields=["received_on"])
    concern.category, concern.received_on = corrected.category, corrected.received_on
    concern.summary, concern.version = corrected.summary, concern.version + 1
    concern.save(update_fields=["category", "received_on", "summary", "version"])
    source = ConcernSource.objects.get(concern=concern)
    source.kind, source.detail = corrected.source, corrected.source_detail
    source.save(update_fields=["kind", "detail"])
    index_concern(case=case, concern=concern, source_detail=corrected.source_detail)
    record(events.CONCERN_CORRECTED, by=by, case=case, subject=concern, changed="+".join(changed))
    return concern


def as_recorded(concern: Concern) -> NewConcern:
    """Return the concern as the actions take it."""
    return NewConcern(
        category=concern.category,
        received_on=concern.received_on,
        summary=concern.summary,
        source=concern.source.kind,
        source_detail=concern.source.detail,
    )


def in_words(concern: NewConcern) -> dict[str, str]:
    """Return the fields as people read them."""
    return {
        "category": Concern.Category(concern.category).label,
        "received_on": day(concern.received_on),
        "summary": concern.summary,
        "source": ConcernSource.Kind(concern.source).label,
        "source_detail": concern.source_detail,
    }


def index_concern(*, case: Case, concern: Concern, source_detail: str) -> None:
    """Make a concern findable by its words, and its source by its own, each under its topic."""
    search.index(case=case, source=f"concern:{concern.pk}", text=concern.summary)
    if source_detail:
        search.index(case=case, source=f"source:{concern.pk}", text=source_detail, topic="source")
    else:
        search.forget(case=case, source=f"source:{concern.pk}")
