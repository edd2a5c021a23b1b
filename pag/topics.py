"""Which rows of many cases at once are open to somebody, by their topic."""

from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import Person
from accounts.permissions import permissions_in
from cases.models import TopicSeal
from cases.topics import NEEDS


def open_topics(rows: Any, person: Person, organisation: int) -> Any:
    """Return those of `rows`, of cases of `organisation`, whose topic is open to `person`."""
    held = permissions_in(person, organisation)
    closed = [topic for topic, needed in NEEDS.items() if needed not in held]
    sealed = TopicSeal.objects.filter(
        case=OuterRef("case"), topic=OuterRef("topic"), person=person, ends_at__isnull=True
    )
    return rows.exclude(topic__in=closed).exclude(Exists(sealed))
