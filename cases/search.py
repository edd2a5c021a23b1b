"""Writing and reading what can be searched, topic by topic."""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from accounts.models import Person
from accounts.permissions import organisations_with
from cases.models import Case, SearchRow, TopicSeal
from cases.topics import NEEDS

LANGUAGE = "english"


def index(*, case: Case, source: str, text: str, topic: str = "general") -> None:
    """Make the words of one record findable under its topic; replaces what stood for `source` before."""
    SearchRow.objects.update_or_create(
        case=case,
        source=source,
        defaults={"topic": topic, "vector": SearchVector(Value(text), config=LANGUAGE)},
    )


def forget(*, case: Case, source: str) -> None:
    """Make a record's words findable no more."""
    SearchRow.objects.filter(case=case, source=source).delete()


def cases_with_words(person: Person, words: str) -> list[Any]:
    """Return the keys of cases in which `words` stand in a topic that is open to `person`.

    The cases are not yet limited to those the person may see: combine with `visible_to`. At most 2,000
    keys come back, so that a very common word cannot make the list slow.
    """
    rows = SearchRow.objects.filter(vector=SearchQuery(words, config=LANGUAGE, search_type="websearch"))
    rows = open_rows(person, rows)
    return list(rows.order_by("-case_id").values_list("case_id", flat=True).distinct()[:2000])


def open_rows(person: Person, rows: QuerySet[SearchRow]) -> QuerySet[SearchRow]:
    """Leave out rows whose topic is closed to `person`, by permission or by a seal."""
    closed = Q()
    for topic, permission in NEEDS.items():
        closed |= Q(topic=topic) & ~Q(case__organisation__in=organisations_with(person, permission))
    sealed = TopicSeal.objects.filter(
        case=OuterRef("case"), topic=OuterRef("topic"), person=person, ends_at__isnull=True
    )
    return rows.exclude(closed).exclude(Exists(sealed))
