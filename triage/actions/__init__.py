"""What can be done in triage: one verb, one function."""

from triage.actions.answer import answer_notices
from triage.actions.assign import add_joint_advisor, ask_advisor
from triage.actions.declare import declare
from triage.actions.prefer import write_by_section
from triage.actions.publish import publish_guide
from triage.actions.returning import return_review
from triage.actions.save import save_review
from triage.actions.start import start_review
from triage.actions.submit import submit_review

__all__ = [
    "add_joint_advisor",
    "answer_notices",
    "ask_advisor",
    "declare",
    "publish_guide",
    "return_review",
    "save_review",
    "start_review",
    "submit_review",
    "write_by_section",
]
