"""Names in what every member reads: it should name no practitioner and no case.

What is pointed out tells nobody who is a practitioner here: whatever follows a title is, unless a colleague
is called so, and besides only practitioners whose cases the person who types may see.
"""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.models import Organisation, Person
from cases.models import Case, Practitioner
from cases.models.practitioner import plain
from cases.naming import WORD, folded, said_of
from pag.packs.looking.patterns import NAME, look_for

READ_BY_ALL = "Every member reads this, also one who stands aside: it names no practitioner and no case."
REFERENCE = re.compile(r"\b[A-Z]{2,6}-\d{4}-\d{5,}\b", re.IGNORECASE)
# Words with a capital that are looked up; more of them are no names, and nobody reads them one by one.
MOST = 80


def names_for_everybody(person: Person, organisation: Organisation, text: str) -> list[str]:
    """Return what looks like a name of a practitioner, or is a reference, in the order of the text."""
    if not text.strip():
        return []
    titled = [each.words for each in look_for(text, title="", last_name="") if each.kind == NAME]
    found = {*_not_colleagues(organisation, titled), *REFERENCE.findall(text)}
    for practitioner in _practitioners(person, organisation, text):
        found |= {said.words for said in said_of(text, practitioner) if said.how != "alone"}
    # "Amara Okafor" stands within "Dr Amara Okafor".
    whole = [each for each in found if not any(each != other and each in other for other in found)]
    return sorted(whole, key=text.find)


def _not_colleagues(organisation: Organisation, titled: list[str]) -> list[str]:
    if not titled:
        return []
    colleagues = Person.objects.filter(memberships__organisation=organisation).values_list(
        "last_name", flat=True
    )
    names = {folded(name) for name in colleagues}
    return [each for each in titled if folded(WORD.findall(each)[-1]) not in names]


def _practitioners(person: Person, organisation: Organisation, text: str) -> list[Practitioner]:
    words = {plain(each) for each in WORD.findall(text) if each[0].isupper() and len(each) > 1}
    words = {re.sub(r"['’]s$", "", word) for word in words}
    if not words:
        return []
    named = reduce(or_, (Q(search_name__endswith=word) for word in sorted(words)[:MOST]))
    theirs = Case.objects.visible_to(person).filter(organisation=organisation).values("practitioner")
    return list(Practitioner.objects.of(organisation).filter(named, pk__in=theirs))
