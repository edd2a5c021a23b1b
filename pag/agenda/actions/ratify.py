"""What a meeting says of a decision between meetings, and of an immediate step."""

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, has
from audit.actions import record
from cases import search
from cases.actions import summarise, write_stage
from cases.actions.record import SafetyAnswer, write_safety
from cases.models import Case, SafetyCheck
from cases.policies import step_in_force
from cases.stages import Stage
from pag import events
from pag.actions.agenda import write_item
from pag.models import AgendaItem, Decision, Meeting, Ratification, StepRatification
from pag.models.meeting import BEFORE_MINUTES
from pag.permissions import check_can_read
from pag.policies import check_has_come
from ui.dates import day
from ui.refusals import NotAllowed, Refusal

NOT_AGREED = Ratification.Outcome.NOT_AGREED


@transaction.atomic
def ratify(
    *, decision: Decision, meeting: Meeting, outcome: str, by: Person, words: str = ""
) -> Ratification:
    """Record once what the group said. Where it did not agree, the case is before it again.

    It is put on this meeting's agenda; where that has ended, the case manager is asked to find another.
    """
    case = Case.objects.locked(decision.item.case_id)
    meeting = Meeting.objects.locked(meeting.pk)
    item = AgendaItem.objects.select_related("meeting__group").get(pk=decision.item_id)
    item.case = case
    check_can_ratify(item, by)
    already = Ratification.objects.filter(decision=decision).select_related("recorded_by", "meeting").first()
    if already and (already.recorded_by_id, already.outcome, already.words) == (by.pk, outcome, words):
        return already
    if already:
        raise Refusal(
            f"{already.recorded_by.name} has recorded already what the group said of this on "
            f"{day(already.meeting.day)}. It stays as it is."
        )
    if not item.meeting.is_between or item.meeting.group_id != meeting.group_id:
        raise Refusal("Only what was decided between meetings of this group is ratified here.")
    _check(meeting, words, needed=outcome != Ratification.Outcome.AGREED)
    said = Ratification.objects.create(
        decision=decision, meeting=meeting, outcome=outcome, words=words, recorded_by=by
    )
    if words:
        search.index(case=case, source=f"ratified:{said.pk}", text=words)
    if outcome == NOT_AGREED and not case.ended:
        _look_again(case, meeting, words, by)
    record(events.RATIFIED, by=by, case=case, subject=said, day=meeting.day, outcome=str(outcome))
    return said


@transaction.atomic
def ratify_step(
    *, safety: SafetyCheck, meeting: Meeting, outcome: str, by: Person, words: str = ""
) -> StepRatification:
    """Record once what the group said of an immediate step of a case on its agenda: it goes on, or ends."""
    case = Case.objects.locked(safety.case_id)
    meeting = Meeting.objects.locked(meeting.pk)
    item = meeting.items.live().filter(case=case).select_related("meeting__group").first()
    if item is None:
        raise Refusal("Put the case on this agenda first: the members declare before they look at it.")
    item.case = case
    check_can_ratify(item, by)
    already = StepRatification.objects.filter(safety=safety).select_related("recorded_by").first()
    if already and (already.recorded_by_id, already.outcome, already.words) == (by.pk, outcome, words):
        return already
    if already:
        raise Refusal(f"{already.recorded_by.name} has recorded already what the group said of this step.")
    if step_in_force(case) != safety:
        raise Refusal("This step is no longer in force: somebody has answered again since. Open the meeting.")
    ends = outcome == StepRatification.Outcome.ENDED
    _check(meeting, words, needed=ends)
    said = StepRatification.objects.create(
        safety=safety, item=item, outcome=outcome, words=words, recorded_by=by
    )
    if words:
        search.index(case=case, source=f"step:{said.pk}", text=words)
    if ends:
        write_safety(case=case, answer=SafetyAnswer(unsafe=False), by=by)
    record(events.STEP_RATIFIED, by=by, case=case, subject=said, day=meeting.day, outcome=str(outcome))
    return said


def check_can_ratify(item: AgendaItem, person: Person) -> None:
    """Raise NotAllowed unless the item is open to `person`, and they record decisions or preside."""
    member = check_can_read(item, person)
    if has(person, Permission.DECISION_RECORD, within=item.case.organisation):
        return
    if member is None or not member.presides:
        raise NotAllowed(
            "What the group says is recorded by the chair, the deputy or a case manager. Ask one of them."
        )


def _check(meeting: Meeting, words: str, *, needed: bool) -> None:
    check_has_come(meeting)
    if meeting.is_between or meeting.stage not in BEFORE_MINUTES or meeting.cancelled_at:
        raise Refusal("This meeting is over. Record at the next one what the group said.")
    if needed and not words.strip():
        raise Refusal("Say in a few words what the group said.")


def _look_again(case: Case, meeting: Meeting, words: str, by: Person) -> None:
    items = AgendaItem.objects.filter(case=case)
    if items.expected().filter(meeting__group=meeting.group).exists():
        return
    if meeting.takes_items and not items.live().filter(meeting=meeting).exists():
        note = f"The group did not agree with what was decided between meetings: {words}"
        write_item(case=case, meeting=meeting, note=note, without_triage=note, by=by)
        return
    write_stage(case=case, to=Stage.WITH_GROUP, by=by)
    summarise(case=case)
