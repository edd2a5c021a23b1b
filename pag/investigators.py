"""Who of those who sign in here may be asked to investigate a case."""

from accounts.models import Membership, Person
from cases.models import Case, CaseAccess


def people_who_may_investigate(case: Case) -> dict[str, Person]:
    """Return those who work in the organisation of the case and to whom it is not closed, by key as text.

    Being chosen opens nothing to them.
    """
    here = Membership.objects.current().filter(organisation=case.organisation_id)
    denied = CaseAccess.objects.current().filter(case=case, effect=CaseAccess.Effect.DENY)
    people = Person.objects.filter(pk__in=here.values("person"), is_active=True)
    people = people.exclude(pk__in=denied.values("person")).order_by("last_name", "first_name", "pk")
    return {str(person.pk): person for person in people}
