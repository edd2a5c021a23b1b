"""Recording what the group decided."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from accounts.models import Person
from audit.actions import record
from cases import search
from cases.actions import move, summarise
from cases.models import Case
from cases.models.case import Route
from cases.policies import check_open
from pag import events
from pag.actions.meeting import write_move
from pag.kinds import contradiction, stage_after
from pag.models import Action, AgendaItem, Decision, GroupMember, NoticeAnswer, Participant
from pag.notices import Notice, notices
from pag.permissions import check_can_record
from pag.policies import check_has_come, check_waits
from pag.signals import decision_recorded
from pag.sitting import Sitting, sitting_of
from pag.transitions import MeetingStage
from ui.refusals import Refusal, Stale
from ui.words import listed


@dataclass(frozen=True)
class NewDecision:
    """What the group decided, as it was said. The last block is given by kind, and empty otherwise.

    `without_quorum` says why it was decided without one; what was typed there goes where there was one.
    """

    considered: str
    kinds: Sequence[str]
    decision: str
    rationale: str
    listened_to: bool
    listened_how: str
    same_for_another: str
    system_part: str
    same_why: str = ""
    other_kind: str = ""
    investigator: str = ""
    terms_due: dt.date | None = None
    health_reason: str = ""
    adjourned_until: dt.date | None = None
    adjourned_for: str = ""
    without_quorum: str = ""
    final_by: str = ""
    final_name: str = ""
    final_decision: str = ""
    final_on: dt.date | None = None
    final_due: dt.date | None = None


@dataclass(frozen=True)
class NewAction:
    """Something to do, by one who signs in here (`owner`), the `practitioner`, or somebody else by name."""

    what: str
    due_on: dt.date
    owner: Person | None = None
    owner_name: str = ""
    practitioner: bool = False

    def row(self, decision: Decision | None = None) -> Action:
        """Return the action as it is kept, unsaved."""
        owner = None if self.practitioner else self.owner
        return Action(
            decision=decision,
            what=self.what,
            owner=owner,
            owner_name="" if owner or self.practitioner else self.owner_name,
            practitioner=self.practitioner,
            due_on=self.due_on,
        )


@transaction.atomic
def record_decision(
    *,
    item: AgendaItem,
    decision: NewDecision,
    by: Person,
    submission_key: uuid.UUID,
    took_part: Collection[GroupMember] = (),
    actions: Sequence[NewAction] = (),
    answers: Mapping[Notice, str] | None = None,
) -> Decision:
    """Record what the group decided about an item, once. The case moves to where the decision takes it.

    `took_part` are the members who took part in this item. Where they are no quorum, the decision says why
    it was made without one. `answers` are reasons given to what stood out; each may be left out.

    Letters and others listen to `decision_recorded`, in this transaction. Raises Stale where somebody
    else has recorded a decision on the item.
    """
    case = Case.objects.locked(item.case_id)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__group").get(pk=item.pk)
    item.case = case
    already = Decision.objects.filter(item=item).select_related("recorded_by").first()
    if already and already.submission_key == submission_key:
        return already
    check_can_record(item, by)
    if already:
        raise Stale(
            f"{already.recorded_by.name} recorded the decision on this item while you were writing. "
            "What you typed is still here: copy what you want to keep.",
            theirs={"decision": already.decision, "rationale": already.rationale},
        )
    check_waits(item)
    check_open(case)
    check_has_come(item.meeting)
    sitting = sitting_of(item)
    _check(decision, actions, item)
    _check_took_part(took_part, sitting)
    written = as_decision(decision, item=item, sitting=sitting, took_part=took_part)
    if written.quorum_missing and not written.without_quorum:
        raise Refusal(
            f"Those who took part are no quorum. Missing: {written.quorum_missing}. "
            "Tick everybody who took part, or say why it was decided without a quorum."
        )
    _write(written, took_part=took_part, actions=actions, submission_key=submission_key, by=by)
    said = answers or {}
    NoticeAnswer.objects.bulk_create(
        NoticeAnswer(decision=written, notice=each, reason=said[each])
        for each in noticed(written)
        if said.get(each)
    )
    _carry_out(written, case, by)
    decision_recorded.send(sender=Decision, decision=written, by=by)
    return written


def _check(decision: NewDecision, actions: Sequence[NewAction], item: AgendaItem) -> None:
    if not decision.kinds:
        raise Refusal("Choose at least one kind of decision.")
    contradicts = contradiction(decision.kinds)
    if contradicts:
        raise Refusal(contradicts)
    if decision.adjourned_until and decision.adjourned_until <= item.meeting.day:
        raise Refusal("The group can only adjourn to a day after its meeting. Check the date.")
    _check_final(decision, item)
    if any(each.due_on < item.meeting.day for each in actions):
        raise Refusal("An action cannot be due before the meeting at which it was agreed. Check the date.")


def _check_final(decision: NewDecision, item: AgendaItem) -> None:
    advises = item.case.route == Route.MHPS
    if advises and not decision.final_by:
        raise Refusal("On this route the group advises. Say who decides on its advice, and what or by when.")
    if decision.final_by and not advises:
        raise Refusal("On this route the group itself decides. Nobody else is named for that.")
    for when in (decision.final_on, decision.final_due):
        if when and when < item.meeting.day:
            raise Refusal("Nobody decides on the group's advice before it meets. Check the date.")


def _check_took_part(took_part: Collection[GroupMember], sitting: Sitting) -> None:
    able = {member.pk for member in sitting.able}
    others = [member.person.name for member in took_part if member.pk not in able]
    if others:
        raise Refusal(
            f"{listed(others)} did not declare “None” on this item, and so cannot take part in it. "
            "Only members of the group who have no conflict of interest in it can be ticked."
        )


def as_decision(
    decision: NewDecision, *, item: AgendaItem, sitting: Sitting, took_part: Collection[GroupMember]
) -> Decision:
    """Return the decision as it would be recorded, unsaved: to be looked at first, or to be written."""
    missing = sitting.quorum(took_part).missing_in_words
    facts = asdict(decision) | {"kinds": list(decision.kinds)}
    facts["without_quorum"] = decision.without_quorum if missing else ""
    return Decision(
        item=item, decided_on=item.meeting.day, quorum_rule=sitting.rule, quorum_missing=missing, **facts
    )


def noticed(decision: Decision) -> list[Notice]:
    """Return what stands out in the decision."""
    return notices(
        kinds=decision.kinds,
        listened_to=decision.listened_to,
        has_account=decision.item.case.accounts.exists(),
    )


def _write(
    written: Decision,
    *,
    took_part: Collection[GroupMember],
    actions: Sequence[NewAction],
    submission_key: uuid.UUID,
    by: Person,
) -> None:
    item = written.item
    written.recorded_by, written.submission_key = by, submission_key
    written.save()
    Participant.objects.bulk_create(Participant(item=item, member=member) for member in took_part)
    Action.objects.bulk_create(each.row(written) for each in actions)
    adjourned = written.is_adjournment
    item.state = AgendaItem.State.ADJOURNED if adjourned else AgendaItem.State.CONSIDERED
    item.save(update_fields=["state"])
    search.index(
        case=item.case,
        source=f"decision:{written.pk}",
        text="\n".join([_words_of(written), *(each.what for each in actions)]),
    )


def _words_of(decision: Decision) -> str:
    """Return everything of the decision that people may search for."""
    said = decision
    texts = (said.considered, said.decision, said.rationale, said.listened_how, said.system_part)
    more = (said.same_why, said.other_kind, said.investigator, said.health_reason, said.adjourned_for)
    return "\n".join(filter(None, (*texts, *more, said.final_decision)))


def _carry_out(decision: Decision, case: Case, by: Person) -> None:
    """Move meeting and case, and record the event."""
    meeting = decision.item.meeting
    if meeting.stage in (MeetingStage.PLANNED, MeetingStage.PAPERS_OUT):
        write_move(meeting=meeting, to=MeetingStage.IN_PROGRESS, by=by)
    record(
        events.DECISION_RECORDED,
        by=by,
        case=case,
        subject=decision,
        day=decision.decided_on,
        kinds="+".join(sorted(decision.kinds))[:80],
    )
    move(case=case, to=stage_after(decision.kinds), by=by)
    summarise(case=case)
