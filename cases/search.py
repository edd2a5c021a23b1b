"""Writing and reading what can be searched, topic by topic."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.by_agenda import not_only_by_agenda
from cases.lookups import LANGUAGE, keys_of
from cases.models import Case, Practitioner, SearchRow, TopicSeal
from cases.models.practitioner import Regulator, plain
from cases.querysets import CaseQuerySet, reads_by_agenda
from cases.topics import NEEDS

MOST = 250
# How the source of what is kept from the group begins: see `cases.by_agenda`.
KEPT = "kept:"
# What every search begins with, built once. Keys grow with time, in whichever table: the highest are newest.
TEXTS = SearchRow.objects.order_by("-case_id").values_list("case_id")
CASES = Case.objects.order_by("-pk").values_list("pk")
PRACTITIONERS = Practitioner.objects.order_by().values_list("pk")
PRINTED_NUMBER = re.compile(rf"(?:{'|'.join(map(str.upper, Regulator.values))}):? +(?P<number>\S+)")
WHOLE_REFERENCE = re.compile(r"[A-Z]{2,6}-\d{4}-\d{5,}")


def index(*, case: Case, source: str, text: str, topic: str = "general") -> None:
    """Make the words of one record findable under its topic; replaces what stood for `source` before."""
    row = SearchRow(
        case=case,
        source=source,
        organisation_id=case.organisation_id,
        topic=topic,
        vector=SearchVector(Value(text), config=LANGUAGE),
    )
    SearchRow.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["case", "source"],
        update_fields=["organisation", "topic", "vector"],
    )


def index_place(*, case: Case) -> None:
    """Make a case findable by where its practitioner works."""
    who = case.practitioner
    index(case=case, source="place", text=f"{who.practice_name} {who.practice_code}")


def forget(*, case: Case, source: str) -> None:
    """Make a record's words findable no more."""
    SearchRow.objects.filter(case=case, source=source).delete()


def cases_found(
    person: Person,
    words: str,
    *,
    visible: Callable[[CaseQuerySet], CaseQuerySet] | None = None,
    sealed: bool = True,
) -> list[Any]:
    """Return the keys of the cases that `words` find: by reference, name, registration number or text.

    Text counts only where its topic is open to `person`. The cases are not yet limited to those they may
    see: combine with `visible_to`. At most the newest 250 are found, so that a very common word cannot make
    the list slow; for somebody who sees only some of the cases, the newest 250 of those (or of those that
    `visible` leaves of all). A part of a name counts for the first 250 practitioners who have it, whichever
    they are: where more have it, the rest of the name finds the one that is meant. Whoever knows that no
    topic of any case is sealed to the person may say so (`sealed`), which saves a question.
    """
    organisations = list(person.permissions_by_organisation())
    rows = _with_text(person, words, organisations, sealed=sealed)
    # Whoever sees all of their organisations asks of all cases, so that an index answers by itself.
    theirs: QuerySet[Any, Any] = CASES
    if not set(organisations) <= set(organisations_with(person, Permission.CASE_SEE_UNRESTRICTED)):
        seen = visible(Case.objects.all()) if visible else Case.objects.visible_to(person)
        theirs = seen.order_by("-pk").values_list("pk")
        rows = rows.filter(case__in=theirs)
    ways = [rows]
    if any(letter.isdigit() for letter in words):
        # Every reference and registration number has a digit, and no name has.
        number = words.strip().upper()
        # As pages print it: "GMC 7712345".
        printed = PRINTED_NUMBER.fullmatch(number)
        people = Q(registration_number__iexact=printed["number"] if printed else number)
        how = "reference" if WHOLE_REFERENCE.fullmatch(number) else "reference__contains"
        ways.append(theirs.filter(organisation__in=organisations, **{how: number}))
    else:
        people = Q(search_name__contains=plain(words))
    # Their cases are their organisation's.
    named = PRACTITIONERS.filter(people, organisation__in=organisations)[:MOST]
    ways.append(theirs.filter(practitioner__pk__among=named))
    return sorted(keys_of(*(way[:MOST] for way in ways)), reverse=True)[:MOST]


def _with_text(
    person: Person, words: str, organisations: list[int], *, sealed: bool
) -> QuerySet[SearchRow, Any]:
    rows = TEXTS.filter(vector__words=words, organisation__in=organisations)
    rows = _open(person, rows, organisations)
    if reads_by_agenda(person):
        rows = rows.filter(~Q(source__startswith=KEPT) | not_only_by_agenda(person))
    return _unsealed(person, rows) if sealed else rows


def _open(
    person: Person, rows: QuerySet[SearchRow, Any], organisations: list[int]
) -> QuerySet[SearchRow, Any]:
    """Leave out rows of `organisations` whose topic is closed to `person` by permission."""
    for topic, permission in NEEDS.items():
        closed = set(organisations) - set(organisations_with(person, permission))
        if closed:
            rows = rows.exclude(topic=topic, organisation__in=closed)
    return rows


def _unsealed(person: Person, rows: QuerySet[SearchRow, Any]) -> QuerySet[SearchRow, Any]:
    """Leave out rows whose topic is sealed to `person`."""
    seal = TopicSeal.objects.filter(
        case=OuterRef("case"), topic=OuterRef("topic"), person=person, ends_at__isnull=True
    )
    return rows.exclude(Exists(seal))
