"""What is recorded about cases, and how the timeline words it."""

from audit.kinds import Kind
from cases.models.access import CaseAccess
from cases.models.case import Closing
from cases.models.declaration import CaseDeclaration, Part
from cases.models.record import Contact
from cases.stages import Stage

STAGES = dict(Stage.choices)

OPENED = Kind("case.opened", "{actor} recorded the concern and opened the case.")
CONCERN_ADDED = Kind("case.concern_added", "{actor} added a further concern.")
CONCERN_CORRECTED = Kind("case.concern_corrected", "{actor} corrected what was recorded of a concern.")
SAFE = Kind("case.safe", "{actor} recorded that nobody is unsafe today.")
UNSAFE = Kind(
    "case.unsafe",
    "{actor} recorded that somebody may be unsafe, and the immediate step. Review by {review_on}.",
)
STEP_ENDED = Kind("case.step_ended", "{actor} recorded that the immediate step ends with the case, and why.")
STEP_KEPT = Kind(
    "case.step_kept",
    "{actor} recorded that the immediate step goes on until {until}, and who looks after it.",
)
MOVED = Kind(
    "case.moved", "The case moved from “{start}” to “{end}”.", labels={"start": STAGES, "end": STAGES}
)
CLOSED = Kind("case.closed", "{actor} closed the case: {closing}.", labels={"closing": dict(Closing.choices)})
REOPENED = Kind("case.reopened", "{actor} opened the case again.")
MANAGER_CHANGED = Kind("case.manager_changed", "{actor} handed the case to another case manager.")
ADVISOR_ASSIGNED = Kind("case.advisor_assigned", "{actor} asked a professional advisor to triage the case.")
ADVISOR_RETURNED = Kind("case.advisor_returned", "The case came back for another advisor to be asked.")
NOTED = Kind("case.noted", "{actor} added a note.")
CONTACTED = Kind(
    "case.contacted",
    "{actor} was in touch with the practitioner: {how}.",
    labels={"how": dict(Contact.How.choices)},
)
ACCOUNT_RECEIVED = Kind("case.account_received", "The practitioner gave their own account.")
WRITTEN = {
    "note": "a note",
    "contact": "a contact with the practitioner",
    "account": "the practitioner's account",
}
RECORD_CORRECTED = Kind(
    "case.record_corrected", "{actor} corrected what was recorded: {what}.", labels={"what": WRITTEN}
)
RECORD_TAKEN_BACK = Kind("case.record_taken_back", "{actor} took back {what}.", labels={"what": WRITTEN})
PRACTITIONER_RECORDED = Kind("practitioner.recorded", "{actor} recorded the practitioner.")
PRACTITIONER_CHANGED = Kind("practitioner.changed", "{actor} changed the practitioner's details.")
REPRESENTATIVE_RECORDED = Kind("practitioner.representative", "{actor} recorded a representative.")
DETAILS_CHANGED = Kind("case.details_changed", "{actor} changed the case's details.")
RESTRICTED = Kind("case.restricted", "{actor} restricted the case to named people.")
RESTRICTION_CHANGED = Kind("case.restriction_changed", "{actor} changed who may see the restricted case.")
UNRESTRICTED = Kind("case.unrestricted", "{actor} lifted the restriction.")
ACCESS_WRITTEN = Kind(
    "case.access_written",
    "{actor} changed who may see the case.",
    labels={"effect": dict(CaseAccess.Effect.choices), "reason": dict(CaseAccess.Reason.choices)},
    on_timeline=False,
)
ACCESS_ENDED = Kind("case.access_ended", "{actor} ended somebody's access.", on_timeline=False)
# As with members of the group, nothing on the timeline says who declared what.
DECLARED = Kind(
    "case.declared",
    "{actor} declared before taking a part in the case: {answer}.",
    labels={"answer": dict(CaseDeclaration.Answer.choices), "part": dict(Part.choices)},
    on_timeline=False,
)
DENIAL_ENDED = Kind("case.denial_ended", "{actor} opened the case to somebody again.", on_timeline=False)
SEALED = Kind("case.sealed", "{actor} closed a topic of the case to somebody.", on_timeline=False)
LOOKED = Kind("case.looked", "{actor} looked at the case.", on_timeline=False)
EXPORTED = Kind("cases.exported", "{actor} exported a list of {cases} cases.", on_timeline=False)
