"""Reaching a case: the one place every view asks."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from cases.models import Case
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
    try:
        return get_object_or_404(Case.objects.visible_to(person).select_related(*WITH), reference=reference)
    except Http404:
        if Case.objects.to_say_first(person).filter(reference=reference).exists():
            raise NotAllowed(SAY_FIRST) from None
        raise


def get_case_to_declare_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` has been asked to declare on it, or may read it."""
    return get_object_or_404(Case.objects.known_to(person).select_related(*WITH), reference=reference)


def get_case_alone_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` scores it on their own now; its pages then show nothing else of it."""
    cases = Case.objects.to_score_alone(person).select_related(*WITH)
    case = get_object_or_404(cases, reference=reference)
    case.alone = True
    return case


def may_read(person: Person, case: Case) -> bool:
    """Tell whether `person` may read `case` now."""
    return Case.objects.visible_to(person).filter(pk=case.pk).exists()
