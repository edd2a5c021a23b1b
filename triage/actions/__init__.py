"""What can be done in triage: one verb, one function."""

from triage.actions.assign import ask_advisor
from triage.actions.declare import declare
from triage.actions.publish import publish_guide
from triage.actions.save import save_review
from triage.actions.start import start_review
from triage.actions.submit import submit_review

__all__ = ["ask_advisor", "declare", "publish_guide", "save_review", "start_review", "submit_review"]
