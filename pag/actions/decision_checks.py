"""What is asked of a decision before it is recorded."""

from collections.abc import Collection, Sequence

from cases.models.case import Route
from pag.actions.new_decision import NewAction, NewDecision, NewOption
from pag.consequences import ARRANGED
from pag.investigators import people_who_may_investigate
from pag.kinds import DecisionKind, contradiction
from pag.models import AgendaItem, GroupMember
from pag.sitting import Sitting
from ui.refusals import Refusal
from ui.words import listed


def check_decision(decision: NewDecision, actions: Sequence[NewAction], item: AgendaItem) -> None:
    """Raise Refusal where what was decided cannot be so."""
    if not decision.kinds:
        raise Refusal("Choose at least one kind of decision.")
    contradicts = contradiction(decision.kinds)
    if contradicts:
        raise Refusal(contradicts)
    _check_options(decision.options)
    _check_arranged(decision, item)
    if decision.adjourned_until and decision.adjourned_until <= item.meeting.day:
        raise Refusal("The group can only adjourn to a day after its meeting. Check the date.")
    _check_final(decision, item)
    person = decision.investigator_person
    if person and str(person.pk) not in people_who_may_investigate(item.case):
        raise Refusal(f"{person.name} cannot investigate this case. Choose somebody else.")
    if any(each.due_on < item.meeting.day for each in actions):
        raise Refusal("An action cannot be due before the meeting at which it was agreed. Check the date.")


def _check_options(options: Sequence[NewOption]) -> None:
    if options and sum(option.least for option in options) != 1:
        raise Refusal("Say which one of the options is the least restrictive that protects patients.")


def _check_arranged(decision: NewDecision, item: AgendaItem) -> None:
    arranged = [each.kind for each in decision.arrangements]
    asked = ARRANGED & set(decision.kinds)
    missing = [kind for kind in DecisionKind if kind in asked - set(arranged)]
    if missing:
        said = listed(f"“{kind.label}”" for kind in missing)
        raise Refusal(f"Say who sees to {said}, and by when.")
    if len(arranged) != len(set(arranged)) or not set(arranged) <= asked:
        raise Refusal("Something was arranged that was not decided. Look at what was decided once more.")
    if any(each.due_on < item.meeting.day for each in decision.arrangements):
        raise Refusal("Nothing can be due before the meeting at which it was decided. Check the dates.")


def _check_final(decision: NewDecision, item: AgendaItem) -> None:
    advises = item.case.route == Route.MHPS
    if advises and not decision.final_by:
        raise Refusal("On this route the group advises. Say who decides on its advice, and what or by when.")
    if decision.final_by and not advises:
        raise Refusal("On this route the group itself decides. Nobody else is named for that.")
    for when in (decision.final_on, decision.final_due):
        if when and when < item.meeting.day:
            raise Refusal("Nobody decides on the group's advice before it meets. Check the date.")


def check_took_part(took_part: Collection[GroupMember], sitting: Sitting) -> None:
    """Raise Refusal where somebody is named who cannot take part in the item."""
    able = {member.pk for member in sitting.able}
    others = [member.person.name for member in took_part if member.pk not in able]
    if others:
        raise Refusal(
            f"{listed(others)} did not declare “None” on this item, and so cannot take part in it. "
            "Only members of the group who have no conflict of interest in it can be ticked."
        )
