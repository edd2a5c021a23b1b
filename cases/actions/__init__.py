"""What can be done to a case: one verb, one function."""

from cases.actions.access import (
    allow,
    allow_each,
    close_access,
    deny,
    end_denial,
    lift_restriction,
    restrict,
    seal,
)
from cases.actions.close import close
from cases.actions.concern import correct_concern
from cases.actions.correct import correct, take_back
from cases.actions.details import change_details
from cases.actions.first import ask_first, declare_in_part, open_to_investigator, tell_asked
from cases.actions.move import conclude, move, reopen, withdraw, write_stage
from cases.actions.open_case import add_concern, open_case
from cases.actions.own import answer_own
from cases.actions.people import assign_advisor, hand_over, hand_over_all, take_back_from_advisor
from cases.actions.practitioner import change_practitioner, record_practitioner, record_representative
from cases.actions.record import answer_safety, log_contact, note, receive_account
from cases.actions.summary import summarise

__all__ = [
    "add_concern",
    "allow",
    "allow_each",
    "answer_own",
    "answer_safety",
    "ask_first",
    "assign_advisor",
    "change_details",
    "change_practitioner",
    "close",
    "close_access",
    "conclude",
    "correct",
    "correct_concern",
    "declare_in_part",
    "deny",
    "end_denial",
    "hand_over",
    "hand_over_all",
    "lift_restriction",
    "log_contact",
    "move",
    "note",
    "open_case",
    "open_to_investigator",
    "receive_account",
    "record_practitioner",
    "record_representative",
    "reopen",
    "restrict",
    "seal",
    "summarise",
    "take_back",
    "take_back_from_advisor",
    "tell_asked",
    "withdraw",
    "write_stage",
]
