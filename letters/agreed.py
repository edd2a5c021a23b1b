"""The actions of a decision as a letter tells them: who does each, by what they are and never by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.models import Membership
from accounts.roles import ROLES
from cases.models import Case, Practitioner
from pag.kinds import DecisionKind
from pag.models import Action, Decision
from ui.dates import day

# Whoever only sits on the group is "the group"; those who look after people or read totals run no case.
NOT_TOLD = frozenset({"group_member", "assurance_reader", "administrator"})

# What was arranged for a kind of decision, as a line of the list of what is done.
ARRANGED = {
    DecisionKind.REFLECTIONS: "Ask you for your reflections",
    DecisionKind.INTERVIEW: "Invite you to an interview",
    DecisionKind.RECORD_REVIEW: "Review records: {to}",
    DecisionKind.UNDERTAKINGS: "Look for the first time at how the undertakings or the action plan go",
    DecisionKind.REFERRAL_REGULATOR: "Make a referral: {to}",
    DecisionKind.REFERRAL_ADVISORY: "Make a referral: {to}",
    DecisionKind.REFERRAL_DECISION_PANEL: "Make a referral: {to}",
    DecisionKind.MONITORING: "Look for the first time at how things go",
}


@dataclass
class Agreed:
    """Lines of lists, parted by who acts: the organisation, the practitioner, somebody else."""

    ours: list[str] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    all: list[str] = field(default_factory=list)


def agreed(decision: Decision) -> Agreed:
    """Return the actions of the decision and what was arranged, each with who does it and by when.

    Three queries.
    """
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
    arranged = list(_arranged(decision))
    found.ours += arranged
    found.all += arranged
    return found


def _arranged(decision: Decision) -> Iterator[str]:
    """Yield what was arranged, but for what the police or counter-fraud are asked first about telling."""
    case = decision.item.case
    arrangements = [each for each in decision.arrangements.all() if each.kind in ARRANGED]
    seats = decision.item.meeting.group.members.select_related("person") if arrangements else []
    members = {seat.person.name for seat in seats}
    for each in arrangements:
        who = "the group" if each.by_whom in members else each.by_whom
        who = "your case manager" if each.by_whom == case.manager.name else who
        what = ARRANGED[DecisionKind(each.kind)].format(to=each.to.strip().rstrip("."))
        yield f"- {what} ({who}, by {day(each.due_on)})"


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
