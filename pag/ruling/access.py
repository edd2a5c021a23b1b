"""Which versions of a quorum rule there are for a group."""

import datetime as dt
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from pag.models import Group, QuorumRule


@dataclass(frozen=True)
class Rules:
    """The rule in force on a day, the versions still to come, and those that were in force before."""

    now: QuorumRule | None
    to_come: list[QuorumRule]
    before: list[QuorumRule]


def rules_of(group: Group, *, on: dt.date) -> Rules:
    """Return the versions for the group. What was in force before is its own, and the default it follows."""
    rules = list(QuorumRule.objects.of(group).select_related("made_by"))
    begun = [each for each in rules if each.effective_from <= on]
    to_come = [each for each in rules if each.effective_from > on]
    to_come.sort(key=lambda each: (each.effective_from, each.version))
    return Rules(now=begun[0] if begun else None, to_come=to_come, before=begun[1:])


def get_group_to_rule_or_404(person: Person, pk: int) -> Group:
    """Return the group if `person` may set its quorum rule."""
    keys = organisations_with(person, Permission.QUORUM_SET)
    return get_object_or_404(Group.objects.select_related("organisation"), pk=pk, organisation__in=keys)
