"""Who may see to an action."""

from django.db.models import Q

from accounts.models import Membership, Person
from accounts.permissions import Permission
from accounts.roles import ROLES
from cases.models import Case, CaseAccess


def people_who_may_own(case: Case) -> dict[str, Person]:
    """Return those to whom the case is open, by key as text: they find the action on their list of work."""
    roles = [role.key for role in ROLES if Permission.CASE_SEE_UNRESTRICTED in role.permissions]
    here = Membership.objects.current().filter(organisation=case.organisation_id)
    access = CaseAccess.objects.current().filter(case=case)
    open_to = Q(pk__in=access.filter(effect=CaseAccess.Effect.READ).values("person"))
    if not case.restricted:
        open_to |= Q(pk__in=here.filter(role__in=roles).values("person"))
    people = Person.objects.filter(open_to, pk__in=here.values("person"), is_active=True)
    denied = access.filter(effect=CaseAccess.Effect.DENY).values("person")
    return {str(person.pk): person for person in people.exclude(pk__in=denied)}
