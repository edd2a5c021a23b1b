"""From a line of the timeline to what it tells of: the letter, the document, the contact."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse

from accounts.models import Person
from audit.models import Event
from cases.models import Account, Case, Contact, Note
from documents.models import Document
from letters.access import letters_open_to

# What an event is about, as it keeps it, and its key.
About = tuple[str, int]


def ways_to(person: Person, case: Case, events: Iterable[Event]) -> dict[About, str]:
    """Return the addresses of what the events of `case` are about, where it is there and open to `person`.

    The topics of the events are open to them already. One question for each kind of thing.
    """
    keys: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.subject_key is not None:
            keys[event.subject].add(event.subject_key)
    found: dict[About, str] = {}
    for name, records in (
        ("letter", letters_open_to(person, case)),
        ("document", Document.objects.open_to(person, case)),
    ):
        label = records.model._meta.label_lower
        if keys[label]:
            for pk, number in records.filter(pk__in=keys[label]).order_by().values_list("pk", "number"):
                found[label, pk] = reverse(name, args=[case.reference, number])
    overview = reverse("case", args=[case.reference])
    for kind in (Note, Contact, Account):
        label = kind._meta.label_lower
        if keys[label]:
            for pk in (
                kind.objects.filter(case=case, pk__in=keys[label]).order_by().values_list("pk", flat=True)
            ):
                found[label, pk] = f"{overview}#{kind.what}-{pk}"
    return found
