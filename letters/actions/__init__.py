"""What can be done with letters: one verb, one function."""

from letters.actions.approval import approve, declare_to_approve
from letters.actions.delivery import confirm_sent, mark_posted, send_by_email
from letters.actions.drafting import draft_letter, draft_outcome_letter
from letters.actions.editing import bring_up_to_date, edit_letter, replace_letter, set_aside

__all__ = [
    "approve",
    "bring_up_to_date",
    "confirm_sent",
    "declare_to_approve",
    "draft_letter",
    "draft_outcome_letter",
    "edit_letter",
    "mark_posted",
    "replace_letter",
    "send_by_email",
    "set_aside",
]
