"""What is recorded about groups, meetings and decisions, and how the timeline words it."""

from audit.kinds import Kind
from pag.kinds import DecisionKind
from pag.models import (
    DenialAnswer,
    GroupMember,
    ItemDeclaration,
    Ratification,
    StepRatification,
    StoodAside,
)
from pag.transitions import MeetingStage

GROUP_CREATED = Kind("pag.group_created", "{actor} set up a group.")
MEMBER_ADDED = Kind(
    "pag.member_added",
    "{actor} added a member to a group ({member_kind}).",
    labels={"member_kind": dict(GroupMember.Kind.choices)},
)
MEMBER_ENDED = Kind("pag.member_ended", "{actor} ended a membership of a group from {ends_on}.")
QUORUM_SET = Kind("pag.quorum_set", "{actor} made version {version} of a quorum rule, in force from {day}.")
MEETING_PLANNED = Kind("pag.meeting_planned", "{actor} planned a meeting on {day}.")
MEETING_CHANGED = Kind("pag.meeting_changed", "{actor} changed the meeting of {was}; it is on {day}.")
MEETING_CANCELLED = Kind("pag.meeting_cancelled", "{actor} cancelled the meeting of {day}.")
MEETING_MOVED = Kind(
    "pag.meeting_moved",
    "The meeting moved from “{start}” to “{end}”.",
    labels={"start": dict(MeetingStage.choices), "end": dict(MeetingStage.choices)},
)
MEETING_ENDED = Kind("pag.meeting_ended", "{actor} recorded that the meeting of {day} had ended.")
AGENDA_PUT = Kind("pag.agenda_put", "{actor} put the case on the agenda of the group's meeting on {day}.")
AGENDA_TAKEN_OFF = Kind(
    "pag.agenda_taken_off", "{actor} took the case off the agenda of the group's meeting on {day}."
)
# Nothing on the timeline says who declared what: the practitioner may come to read it.
DECLARED = Kind(
    "pag.declared",
    "{actor} declared on the item: {answer}.",
    labels={"answer": dict(ItemDeclaration.Answer.choices)},
    on_timeline=False,
)
STOOD_ASIDE = Kind(
    "pag.stood_aside",
    "Somebody stands aside from the case: {how}.",
    labels={"how": dict(StoodAside.How.choices)},
    on_timeline=False,
)
ASIDE_ANSWERED = Kind(
    "pag.aside_answered",
    "{actor} answered that somebody stands aside: {outcome}.",
    labels={"outcome": dict(DenialAnswer.Outcome.choices)},
    on_timeline=False,
)
CORRECTION_ASKED = Kind(
    "pag.correction_asked", "{actor} said that they stood aside by mistake.", on_timeline=False
)
MANAGER_RETURNED = Kind("pag.manager_returned", "The case came back for another case manager to be named.")
DECISION_RECORDED = Kind("pag.decision_recorded", "{actor} recorded what the group decided on {day}.")
ARRANGED = Kind(
    "pag.arranged",
    "{actor} recorded that what was arranged was done on {day}: {what}.",
    labels={"what": dict(DecisionKind.choices)},
)
INVESTIGATOR_NAMED = Kind("pag.investigator_named", "{actor} named another investigator.")
FINAL_RECORDED = Kind(
    "pag.final_recorded", "{actor} recorded what was decided on the group's advice of {day}."
)
AGENDA_ORDERED = Kind("pag.agenda_ordered", "{actor} changed the order of the agenda of {day}.")
OTHER_ADDED = Kind("pag.other_added", "{actor} put another item on the agenda of {day}.")
OTHER_CHANGED = Kind("pag.other_changed", "{actor} worded another item of the agenda of {day} anew.")
OTHER_RECORDED = Kind("pag.other_recorded", "{actor} wrote down what came of another item on {day}.")
OTHER_TAKEN_OFF = Kind("pag.other_taken_off", "{actor} took another item off the agenda of {day}.")
BETWEEN_ASKED = Kind("pag.between_asked", "{actor} asked for a decision between meetings.")
BETWEEN_CALLED_OFF = Kind("pag.between_called_off", "{actor} called a decision between meetings off.")
# Who was consulted how stays with the group: the practitioner may come to read the timeline.
CONSULTED = Kind("pag.consulted", "{actor} wrote down how members were consulted.", on_timeline=False)
RATIFIED = Kind(
    "pag.ratified",
    "{actor} recorded what the group said on {day} of the decision between meetings: {outcome}.",
    labels={"outcome": dict(Ratification.Outcome.choices)},
)
STEP_RATIFIED = Kind(
    "pag.step_ratified",
    "{actor} recorded what the group said on {day} of the immediate step: {outcome}.",
    labels={"outcome": dict(StepRatification.Outcome.choices)},
)
