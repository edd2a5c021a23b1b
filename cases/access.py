"""Reaching a case: the one place every view asks."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from cases.models import Case
from cases.querysets import WHAT_OPENS, what_opens
from ui.compiled import compiled
from ui.refusals import NotAllowed

SAY_FIRST = (
    "First say whether you have a connection with anybody in this case. “My work” leads you there. "
    "Nothing of the case opens to you before that."
)
WITH = ("organisation", "practitioner", "manager", "advisor", "summary")


def get_case_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` may read it now; 404 for everybody else, who so learn nothing.

    Whoever was given a part in the case knows that it is there, and is told to declare first.
    """
    found = _opened.one(reference=reference, **what_opens(person, by_name=["read"]))
    if found is None:
        if Case.objects.to_say_first(person).filter(reference=reference).exists():
            raise NotAllowed(SAY_FIRST)
        raise Http404
    return found


def get_case_to_declare_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` has been asked to declare on it, or may read it."""
    found = _opened.one(reference=reference, **what_opens(person, by_name=["read", "declare"]))
    if found is None:
        raise Http404
    return found


def get_case_alone_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` scores it on their own now; its pages then show nothing else of it."""
    cases = Case.objects.to_score_alone(person).select_related(*WITH)
    case = get_object_or_404(cases, reference=reference)
    case.alone = True
    return case


def may_read(person: Person, case: Case) -> bool:
    """Tell whether `person` may read `case` now."""
    return bool(_readable(pk=case.pk, **what_opens(person, by_name=["read"])))


@compiled
def _opened(reference: Any) -> QuerySet[Case]:
    return Case.objects.opened_by(**WHAT_OPENS).select_related(*WITH).filter(reference=reference)


@compiled
def _readable(pk: Any) -> "QuerySet[Case, int]":
    return Case.objects.opened_by(**WHAT_OPENS).filter(pk=pk).order_by().values_list("pk", flat=True)
