"""The meeting a letter is about: which group, when, and what the practitioner is told of it."""

import datetime as dt
from dataclasses import dataclass, field

from cases.models import Case
from letters.advice import WHO_DECIDED, who_decided
from letters.agreed import agreed
from pag.agenda.actions import next_meeting as next_planned
from pag.kinds import DecisionKind
from pag.models import AgendaItem, Decision, Group
from ui.dates import day

# Where a heading says it in other words than the list the group chooses from.
HEADINGS = {DecisionKind.ADJOURN: "adjourned", DecisionKind.CLOSE: "the case is closed"}

# With these alone, and no action, nothing further is to be done.
LEAVES_NOTHING = frozenset({DecisionKind.NO_FURTHER_ACTION, DecisionKind.ADVICE, DecisionKind.CLOSE})
NOTHING = "Nothing further is to be done now."
NOTHING_MORE = "Nothing besides what is said in this letter."


@dataclass(frozen=True)
class Meeting:
    """What a letter may say of a meeting. Nobody who sat there is named."""

    group_name: str = ""
    group_abbreviation: str = ""
    on: dt.date | None = None
    values: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, bool] = field(default_factory=dict)


def meeting_of(decision: Decision) -> Meeting:
    """Return the meeting at which `decision` was made, and the decision in words."""
    group = decision.item.meeting.group
    actions = agreed(decision)
    between = decision.item.meeting.is_between
    waits = between and not hasattr(decision, "ratification")
    planned = next_planned(group) if waits else None
    again = planned.day if planned else None
    nothing = all(kind in LEAVES_NOTHING for kind in DecisionKind if decision.has(kind))
    return Meeting(
        group_name=group.name,
        group_abbreviation=group.abbreviation,
        on=decision.decided_on,
        values={
            "outcome": outcome(decision),
            "decision": decision.decision,
            "considered": decision.considered,
            "rationale": decision.rationale,
            "listened": decision.listened_how,
            "actions": "\n".join(actions.all) or (NOTHING if nothing else NOTHING_MORE),
            "our_actions": "\n".join(actions.ours),
            "your_actions": "\n".join(actions.yours),
            "other_actions": "\n".join(actions.others),
            "investigator": decision.investigator,
            "terms_of_reference_when": day(decision.terms_due),
            "health_reason": decision.health_reason,
            "adjourned_until": day(decision.adjourned_until),
            "adjourned_for": decision.adjourned_for,
            "looked_at_again_on": day(again),
            WHO_DECIDED: who_decided(decision),
        },
        conditions={
            "at_meeting": not between,
            "between_meetings": between,
            "looked_at_again_on_a_day": again is not None,
            "looked_at_again_later": waits and again is None,
            "adjourned": decision.is_adjournment,
            "not_adjourned": not decision.is_adjournment,
            "investigation": decision.has(DecisionKind.INVESTIGATION),
            "occupational_health": decision.has(DecisionKind.OCCUPATIONAL_HEALTH),
            "our_actions": bool(actions.ours),
            "your_actions": bool(actions.yours),
            "other_actions": bool(actions.others),
            "no_actions": nothing and not actions.all,
        },
    )


def next_meeting(case: Case, *, on: dt.date) -> Meeting:
    """Return the next meeting with the case on its agenda; without one, the organisation's only group."""
    waiting = AgendaItem.objects.expected().filter(case=case).select_related("meeting__group")
    items = [item for item in waiting.order_by("meeting__starts_at") if item.meeting.day >= on]
    if items:
        meeting = items[0].meeting
        return Meeting(meeting.group.name, meeting.group.abbreviation, meeting.day)
    groups = list(Group.objects.filter(organisation=case.organisation)[:2])
    if len(groups) == 1:
        return Meeting(groups[0].name, groups[0].abbreviation)
    return Meeting()


def outcome(decision: Decision) -> str:
    """Return what was decided in a few words, for a heading: "advice or learning; adjourned"."""
    kinds = [kind for kind in DecisionKind if decision.has(kind)]
    words = [
        decision.other_kind if kind == DecisionKind.OTHER else HEADINGS.get(kind, kind.label)
        for kind in kinds
    ]
    return "; ".join(each[:1].lower() + each[1:] for each in words)
