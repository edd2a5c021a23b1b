"""What can be done with groups, meetings, agendas and decisions: one verb, one function."""

from pag.actions.access import keep_access_right
from pag.actions.agenda import put_on_agenda, take_off_agenda
from pag.actions.arranged import say_arranged
from pag.actions.aside import name_aside, stand_aside
from pag.actions.aside_answer import answer_aside, ask_to_correct, lift
from pag.actions.connection import declare_connection
from pag.actions.decision import (
    as_decision,
    noticed,
    record_decision,
    recorded_already,
)
from pag.actions.declare import Answer, declare, declare_each, declare_none_with_any
from pag.actions.final import MadeLater, record_final
from pag.actions.first import declare_first, declare_first_each, declare_for
from pag.actions.group import add_member, create_group, end_membership
from pag.actions.investigating import name_investigator
from pag.actions.meeting import end_meeting, move_meeting, plan_meeting
from pag.actions.new_decision import (
    NewAction,
    NewArrangement,
    NewDecision,
    NewOption,
    arrangements_of,
    options_of,
)

__all__ = [
    "Answer",
    "MadeLater",
    "NewAction",
    "NewArrangement",
    "NewDecision",
    "NewOption",
    "add_member",
    "answer_aside",
    "arrangements_of",
    "as_decision",
    "ask_to_correct",
    "create_group",
    "declare",
    "declare_connection",
    "declare_each",
    "declare_first",
    "declare_first_each",
    "declare_for",
    "declare_none_with_any",
    "end_meeting",
    "end_membership",
    "keep_access_right",
    "lift",
    "move_meeting",
    "name_aside",
    "name_investigator",
    "noticed",
    "options_of",
    "plan_meeting",
    "put_on_agenda",
    "record_decision",
    "record_final",
    "recorded_already",
    "say_arranged",
    "stand_aside",
    "take_off_agenda",
]
