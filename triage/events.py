"""What is recorded about triage, and how the timeline words it."""

from audit.kinds import Kind
from triage.models import Declaration

ANSWERS = {"answer": dict(Declaration.Answer.choices)}

DECLARED = Kind("triage.declared", "{actor} declared no conflict of interest, and the case opened to them.")
STOOD_ASIDE = Kind("triage.stood_aside", "{actor} declared: {answer}.", labels=ANSWERS, on_timeline=False)
HANDED_OVER = Kind("triage.handed_over", "{actor} took over the triage review and goes on with it.")
ASKED_AGAIN = Kind("triage.asked_again", "{actor} asked the advisor for a new scoring.")
JOINT_ASKED = Kind("triage.joint_asked", "{actor} asked a second advisor to write the triage review too.")
RETURNED = Kind("triage.returned", "{actor} returned the triage review for more.")
STARTED = Kind("triage.started", "{actor} began the triage review.")
SAVED = Kind("triage.saved", "{actor} saved the triage review.", on_timeline=False)
SUBMITTED = Kind("triage.submitted", "{actor} submitted the triage review. It can no longer be changed.")
GUIDE_STARTED = Kind("triage.guide_started", "{actor} began a draft of a scoring guide.", on_timeline=False)
GUIDE_SAVED = Kind("triage.guide_saved", "{actor} saved a draft of a scoring guide.", on_timeline=False)
GUIDE_WITHDRAWN = Kind(
    "triage.guide_withdrawn", "{actor} withdrew a draft of a scoring guide.", on_timeline=False
)
GUIDE_PUBLISHED = Kind("triage.guide_published", "{actor} published a scoring guide.", on_timeline=False)
GUIDE_MOVED = Kind(
    "triage.guide_moved", "{actor} moved the draft of the triage review to the scoring guide in force."
)
