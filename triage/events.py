"""What is recorded about triage, and how the timeline words it."""

from audit.kinds import Kind
from triage.models import Declaration

ANSWERS = {"answer": dict(Declaration.Answer.choices)}
HOW_AGREED = {"agreed": "both advisors agree", "officer": "the responsible officer decided"}

DECLARED = Kind("triage.declared", "{actor} declared no conflict of interest, and the case opened to them.")
STOOD_ASIDE = Kind("triage.stood_aside", "{actor} declared: {answer}.", labels=ANSWERS, on_timeline=False)
HANDED_OVER = Kind("triage.handed_over", "{actor} took over the triage review and goes on with it.")
ASKED_AGAIN = Kind("triage.asked_again", "{actor} asked the advisor for a new scoring.")
JOINT_ASKED = Kind("triage.joint_asked", "{actor} asked a second advisor to write the triage review too.")
JOINT_TAKEN_OFF = Kind(
    "triage.joint_taken_off", "{actor} let the triage review go on without its second advisor."
)
RETURNED = Kind("triage.returned", "{actor} returned the triage review for more.")
STARTED = Kind("triage.started", "{actor} began the triage review.")
SAVED = Kind("triage.saved", "{actor} saved the triage review.", on_timeline=False)
SUBMITTED = Kind("triage.submitted", "{actor} submitted the triage review. It can no longer be changed.")
# Why a second scoring is wanted stands in none of these: whoever makes it reads the timeline afterwards.
SECOND_WANTED = Kind("triage.second_wanted", "A second scoring of the triage is wanted.", on_timeline=False)
SECOND_ASKED = Kind("triage.second_asked", "{actor} asked a second advisor to score the case on their own.")
SECOND_TAKEN_BACK = Kind(
    "triage.second_taken_back", "{actor} took back what a second advisor was asked.", on_timeline=False
)
SECOND_NOT_NEEDED = Kind(
    "triage.second_not_needed", "{actor} recorded that a second scoring is not needed.", on_timeline=False
)
SECOND_DECLARED = Kind("triage.second_declared", "{actor} declared no conflict of interest before scoring.")
SECOND_SCORED = Kind("triage.second_scored", "{actor} scored the case on their own.")
SCORE_PROPOSED = Kind("triage.score_proposed", "{actor} wrote down a score for both advisors to agree on.")
SCORE_DIFFERS = Kind("triage.score_differs", "{actor} sees the score that was written down differently.")
SCORE_AGREED = Kind(
    "triage.score_agreed", "{actor} made the agreed score count: {how}.", labels={"how": HOW_AGREED}
)
SECOND_POLICY = Kind(
    "triage.second_policy", "{actor} published how many triages are scored twice.", on_timeline=False
)
GUIDE_STARTED = Kind("triage.guide_started", "{actor} began a draft of a scoring guide.", on_timeline=False)
GUIDE_SAVED = Kind("triage.guide_saved", "{actor} saved a draft of a scoring guide.", on_timeline=False)
GUIDE_WITHDRAWN = Kind(
    "triage.guide_withdrawn", "{actor} withdrew a draft of a scoring guide.", on_timeline=False
)
GUIDE_TAKEN_BACK = Kind(
    "triage.guide_taken_back",
    "{actor} withdrew a scoring guide before the day it would have counted from.",
    on_timeline=False,
)
GUIDE_REPLACED = Kind(
    "triage.guide_replaced", "{actor} replaced a draft of a scoring guide from a file.", on_timeline=False
)
GUIDE_PUBLISHED = Kind("triage.guide_published", "{actor} published a scoring guide.", on_timeline=False)
GUIDE_MOVED = Kind(
    "triage.guide_moved", "{actor} moved the draft of the triage review to the scoring guide in force."
)
PRACTICE_STARTED = Kind(
    "triage.practice_started", "{actor} began a draft of a practice case.", on_timeline=False
)
PRACTICE_SAVED = Kind("triage.practice_saved", "{actor} saved a draft of a practice case.", on_timeline=False)
PRACTICE_PUBLISHED = Kind(
    "triage.practice_published", "{actor} published a practice case.", on_timeline=False
)
PRACTICE_RETIRED = Kind("triage.practice_retired", "{actor} retired a practice case.", on_timeline=False)
PRACTICE_WITHDRAWN = Kind(
    "triage.practice_withdrawn", "{actor} withdrew a draft of a practice case.", on_timeline=False
)
SHARING_SAVED = Kind(
    "triage.sharing_saved", "{actor} marked what to withhold from the practitioner's copy.", on_timeline=False
)
SHARING_SETTLED = Kind(
    "triage.sharing_settled", "{actor} settled the practitioner's copy of the triage review."
)
SHARED = Kind("triage.shared", "{actor} shared the triage review with the practitioner on {on}.")
