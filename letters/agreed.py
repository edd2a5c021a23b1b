"""The actions of a decision as a letter tells them: who does each, by what they are and never by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Membership
from accounts.roles import ROLES
from cases.models import Case, Practitioner
from pag.models import Action, Decision
from ui.dates import day

# Whoever only sits on the group is "the group"; those who look after people or read totals run no case.
NOT_TOLD = frozenset({"group_member", "assurance_reader", "administrator"})


@dataclass
class Agreed:
    """Lines of lists, parted by who acts: the organisation, the practitioner, somebody else."""

    ours: list[str] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    all: list[str] = field(default_factory=list)


def agreed(decision: Decision) -> Agreed:
    """Return the actions of the decision in words, each with who does it and by when; two queries."""
    actions = list(decision.actions.all())
    case = decision.item.case
    roles = _roles(case, actions)
    found = Agreed()
    for action in actions:
        what, by = action.what.strip().rstrip("."), day(action.due_on)
        if action.owner_id is not None:
            who = roles.get(action.owner_id, "the group")
            found.ours.append(f"- {what} ({who}, by {by})")
        elif action.practitioner or is_practitioner(action.owner_name, case.practitioner):
            who = "you"
            found.yours.append(f"- {what} (by {by})")
        else:
            who = "somebody outside our team"
            found.others.append(f"- {what} (by {by})")
        found.all.append(f"- {what} ({who}, by {by})")
    return found


def is_practitioner(written: str, practitioner: Practitioner) -> bool:
    """Tell whether the name written for an action is the practitioner's own."""
    who = practitioner
    names = {
        who.name,
        f"{who.title} {who.last_name}",
        f"{who.first_name} {who.last_name}",
        who.last_name,
        "practitioner",
        "the practitioner",
    }
    return _plain(written) in {_plain(name) for name in names}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _roles(case: Case, actions: Iterable[Action]) -> dict[int, str]:
    """Return what each owner is, as the practitioner knows them; nothing for members of the group alone."""
    owners = {action.owner_id for action in actions if action.owner_id}
    held = Membership.objects.current().filter(organisation=case.organisation_id, person__in=owners)
    keys: dict[int, set[str]] = {}
    for person, role in held.values_list("person", "role") if owners else ():
        keys.setdefault(person, set()).add(role)
    words = {}
    for person, theirs in keys.items():
        first = next((role for role in ROLES if role.key in theirs - NOT_TOLD), None)
        if first:
            words[person] = f"the {first.name.lower()}"
    if case.manager_id in owners:
        words[case.manager_id] = "your case manager"
    return words
