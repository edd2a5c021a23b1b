"""Who investigates a case: whom the last decision named, or who was named since; and who may be asked to."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Membership, Person
from cases.models import Case, CaseAccess
from cases.stages import Stage
from pag.kinds import DecisionKind
from pag.models import Decision


@dataclass(frozen=True)
class Investigator:
    """Who investigates a case after `decision`; `person` is their key where they sign in here."""

    decision: Decision
    name: str
    person: int | None


def people_who_may_investigate(case: Case) -> dict[str, Person]:
    """Return those who work in the organisation of the case and to whom it is not closed, by key as text.

    Being chosen opens nothing to them: they declare first.
    """
    here = Membership.objects.current().filter(organisation=case.organisation_id)
    denied = CaseAccess.objects.denials().filter(case=case)
    people = Person.objects.filter(pk__in=here.values("person"), is_active=True)
    people = people.exclude(pk__in=denied.values("person")).order_by("last_name", "first_name", "pk")
    return {str(person.pk): person for person in people}


def investigators_of(cases: Iterable[Case]) -> dict[int, Investigator]:
    """Return who investigates, by the key of the case, while it is being investigated; two queries."""
    found = {}
    decisions = Decision.objects.filter(
        item__case__in=cases,
        item__case__stage=Stage.INVESTIGATION,
        kinds__contains=[DecisionKind.INVESTIGATION],
    )
    related = decisions.select_related("item__case__practitioner").prefetch_related("new_investigators")
    for decision in related.order_by("decided_on", "pk"):
        now = list(decision.new_investigators.all())[-1:]
        name = now[0].name if now else decision.investigator
        person = now[0].person_id if now else decision.investigator_person_id
        found[decision.item.case_id] = Investigator(decision, name, person)
    return found
