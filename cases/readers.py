"""Who can see what is kept under a topic of a case: by name, for the moment before something moves."""

from accounts.models import Membership, Person
from accounts.permissions import OPENS_CASES, Permission
from accounts.roles import BY_KEY
from cases.models import Case, CaseAccess, TopicSeal
from cases.topics import NEEDS

Effect = CaseAccess.Effect


def readers_of(case: Case, topic: str, *, kept_from_group: bool = False) -> list[Person]:
    """Return everybody who may read the case and this topic of it now, by name; three queries.

    `kept_from_group` asks for those who read it otherwise than because of an agenda.

    The same rule as `Case.objects.visible_to` and `closed_topics`, asked from the other side.
    """
    held: dict[Person, frozenset[Permission]] = {}
    here = Membership.objects.current().within(case.organisation).filter(person__is_active=True)
    for membership in here.select_related("person"):
        earlier = held.get(membership.person, frozenset())
        held[membership.person] = earlier | BY_KEY[membership.role].permissions
    rows = CaseAccess.objects.current().filter(case=case)
    if kept_from_group:
        rows = rows.exclude(effect=Effect.READ, reason=CaseAccess.Reason.AGENDA)
    access = set(rows.values_list("person", "effect"))
    sealed = TopicSeal.objects.filter(case=case, topic=topic, ends_at__isnull=True)
    shut_out = set(sealed.values_list("person", flat=True))
    found = [
        person
        for person, permissions in held.items()
        if (_by_role(case, permissions) or (permissions & OPENS_CASES and (person.pk, Effect.READ) in access))
        and (person.pk, Effect.DENY) not in access
        and (person.pk, Effect.ALONE) not in access
        and (person.pk, Effect.FIRST) not in access
        and (topic not in NEEDS or NEEDS[topic] in permissions)
        and person.pk not in shut_out
    ]
    return sorted(found, key=lambda person: (person.last_name, person.first_name, person.pk))


def _by_role(case: Case, permissions: frozenset[Permission]) -> bool:
    if case.restricted:
        return False
    been_before = case.first_with_group_on is not None and Permission.CASE_SEE_BEFORE_GROUP in permissions
    return been_before or Permission.CASE_SEE_UNRESTRICTED in permissions
