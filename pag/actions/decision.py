"""Recording what the group decided."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import search
from cases.actions import summarise, write_stage
from cases.models import Case
from cases.policies import check_open
from pag import events
from pag.actions.decision_checks import check_decision, check_took_part
from pag.actions.investigating import ask_investigator
from pag.actions.meeting import write_move
from pag.actions.new_decision import NewAction, NewDecision, NewOption, arrangements_of, options_of
from pag.agenda.deciding import check_consulted
from pag.kinds import DecisionKind, stage_after
from pag.models import (
    Action,
    AgendaItem,
    Arrangement,
    Decision,
    GroupMember,
    Meeting,
    NoticeAnswer,
    Option,
    Participant,
)
from pag.notices import Notice, notices
from pag.permissions import check_can_record
from pag.policies import check_has_come, check_waits
from pag.signals import decision_recorded
from pag.sitting import Sitting, sitting_of
from pag.transitions import MeetingStage
from ui.dates import today, when
from ui.refusals import Refusal, Stale


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
    item = AgendaItem.objects.locked(item.pk)
    item.case = case
    already = Decision.objects.filter(item=item).select_related("recorded_by").first()
    if already and already.submission_key == submission_key:
        return already
    check_can_record(item, by)
    if already:
        raise recorded_already(already, by=by)
    check_waits(item)
    check_open(case)
    check_has_come(item.meeting)
    if item.meeting.is_between:
        check_consulted(item, by)
        _decided_today(item.meeting)
    sitting = sitting_of(item)
    check_decision(decision, actions, item)
    check_took_part(took_part, sitting)
    written = as_decision(decision, item=item, sitting=sitting, took_part=took_part)
    if written.quorum_missing and not written.without_quorum:
        raise Refusal(
            f"Those who took part are no quorum. Missing: {written.quorum_missing}. "
            "Tick everybody who took part, or say why it was decided without a quorum."
        )
    _write(
        written,
        took_part={member: sitting.no_vote.get(member.person_id, "") for member in took_part},
        actions=actions,
        options=decision.options,
        submission_key=submission_key,
        by=by,
    )
    Option.objects.bulk_create(options_of(decision, written))
    Arrangement.objects.bulk_create(arrangements_of(decision, written))
    said = answers or {}
    NoticeAnswer.objects.bulk_create(
        NoticeAnswer(decision=written, notice=each, reason=said[each])
        for each in noticed(written, options=len(decision.options))
        if said.get(each)
    )
    _carry_out(written, case, by)
    if written.has(DecisionKind.INVESTIGATION):
        ask_investigator(case=case, person=written.investigator_person, by=by)
    decision_recorded.send(sender=Decision, decision=written, by=by)
    return written


def recorded_already(decision: Decision, *, by: Person) -> Stale:
    """Return what to say to whoever records on an item that has its decision: it is recorded once."""
    who = "You" if decision.recorded_by_id == by.pk else decision.recorded_by.name
    return Stale(
        f"{who} recorded the decision on this item, {when(decision.recorded_at)}. It is recorded once. "
        "What you typed is still here: copy what you want to keep.",
        theirs={"decision": decision.decision, "rationale": decision.rationale},
    )


def _decided_today(meeting: Meeting) -> None:
    """Between meetings the occasion is the day on which it is decided, not the one on which it was asked."""
    if meeting.day < today():
        meeting.starts_at = timezone.now()
        meeting.save(update_fields=["starts_at"])


def as_decision(
    decision: NewDecision, *, item: AgendaItem, sitting: Sitting, took_part: Collection[GroupMember]
) -> Decision:
    """Return the decision as it would be recorded, unsaved: to be looked at first, or to be written."""
    missing = sitting.quorum(took_part).missing_in_words
    facts = asdict(decision) | {"kinds": list(decision.kinds)}
    del facts["options"], facts["arrangements"]
    facts["investigator_person"] = decision.investigator_person
    facts["without_quorum"] = decision.without_quorum if missing else ""
    return Decision(
        item=item,
        decided_on=item.meeting.day,
        quorum_rule=sitting.rule if sitting.asked else None,
        quorum_missing=missing,
        **facts,
    )


def noticed(decision: Decision, *, options: int) -> list[Notice]:
    """Return what stands out in the decision, for which so many options were looked at."""
    return notices(
        kinds=decision.kinds,
        listened_to=decision.listened_to,
        has_account=decision.item.case.accounts.exists(),
        has_options=bool(options),
    )


def _write(
    written: Decision,
    *,
    took_part: Mapping[GroupMember, str],
    actions: Sequence[NewAction],
    options: Sequence[NewOption],
    submission_key: uuid.UUID,
    by: Person,
) -> None:
    item = written.item
    written.recorded_by, written.submission_key = by, submission_key
    written.save()
    Participant.objects.bulk_create(
        Participant(item=item, member=member, no_vote=why) for member, why in took_part.items()
    )
    Action.objects.bulk_create(each.row(written) for each in actions)
    adjourned = written.is_adjournment
    item.state = AgendaItem.State.ADJOURNED if adjourned else AgendaItem.State.CONSIDERED
    item.save(update_fields=["state"])
    search.index(
        case=item.case,
        source=f"decision:{written.pk}",
        text="\n".join([_words_of(written, options), *(each.what for each in actions)]),
    )


def _words_of(decision: Decision, options: Sequence[NewOption]) -> str:
    """Return everything of the decision that people may search for."""
    said = decision
    looked_at = [text for option in options for text in (option.what, option.why)]
    texts = (said.considered, said.decision, said.rationale, said.listened_how, said.system_part)
    more = (said.same_why, said.other_kind, said.investigator, said.health_reason, said.adjourned_for)
    noted = (said.factors, said.dissent, *looked_at)
    return "\n".join(filter(None, (*texts, *more, *noted, said.final_decision)))


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
    write_stage(case=case, to=stage_after(decision.kinds), by=by)
    summarise(case=case)
