"""What can be done with a lessons review and its improvement actions."""

from lessons.actions.change import change_action
from lessons.actions.follow_up import assure_action, complete_action, send_back
from lessons.actions.review import complete_review, correct_review, save_review, start_review

__all__ = [
    "assure_action",
    "change_action",
    "complete_action",
    "complete_review",
    "correct_review",
    "save_review",
    "send_back",
    "start_review",
]
