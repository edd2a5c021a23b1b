"""Other items of an agenda: what is not about a case, and what came of it."""

import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from audit.kinds import Kind
from pag import events
from pag.agenda.permissions import check_can_arrange
from pag.models import Meeting, OtherItem
from pag.policies import check_has_come, check_takes_items
from pag.transitions import MeetingStage
from ui.refusals import Refusal, Stale

# From then on what was said is in the minutes, and changes only there.
APPROVED = (MeetingStage.APPROVED, MeetingStage.CLOSED)


@transaction.atomic
def add_other(
    *, meeting: Meeting, title: str, words: str, by: Person, submission_key: uuid.UUID
) -> OtherItem:
    """Put something that is not about a case at the end of the agenda. A second click puts it on once."""
    meeting = _locked(meeting, by)
    already = OtherItem.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    check_takes_items(meeting)
    if not title.strip():
        raise Refusal("Say in a few words what the item is.")
    last = meeting.other_items.live().aggregate(last=Max("position"))["last"] or 0
    item = OtherItem.objects.create(
        meeting=meeting,
        position=last + 1,
        title=title,
        words=words,
        added_by=by,
        submission_key=submission_key,
    )
    return _said(events.OTHER_ADDED, item, meeting, by)


@transaction.atomic
def change_other(*, item: OtherItem, title: str, words: str, version: int, by: Person) -> OtherItem:
    """Word it anew, until the meeting has ended."""
    meeting = _locked(item.meeting, by)
    item = _current(item, version)
    check_takes_items(meeting)
    item.title, item.words = title, words
    return _saved(events.OTHER_CHANGED, item, meeting, by, "title", "words")


@transaction.atomic
def record_other(*, item: OtherItem, outcome: str, version: int, by: Person) -> OtherItem:
    """Write down what came of it, in the meeting or after it, until the minutes are approved."""
    meeting = _locked(item.meeting, by)
    item = _current(item, version)
    check_has_come(meeting)
    if meeting.stage in APPROVED:
        raise Refusal("The minutes of this meeting are approved. What came of this stands there.")
    if not outcome.strip():
        raise Refusal("Say what came of it.")
    item.outcome, item.recorded_by, item.recorded_at = outcome, by, timezone.now()
    return _saved(events.OTHER_RECORDED, item, meeting, by, "outcome", "recorded_by", "recorded_at")


@transaction.atomic
def take_off_other(*, item: OtherItem, by: Person) -> OtherItem:
    """Take it off the agenda. It is kept, and those after it move up."""
    meeting = _locked(item.meeting, by)
    item = OtherItem.objects.select_for_update().get(pk=item.pk)
    if item.taken_off_at:
        return item
    check_takes_items(meeting)
    item.position, item.taken_off_by, item.taken_off_at = None, by, timezone.now()
    item.save(update_fields=["position", "taken_off_by", "taken_off_at"])
    for place, other in enumerate(meeting.other_items.live().order_by("position"), start=1):
        OtherItem.objects.filter(pk=other.pk).update(position=place)
    return _said(events.OTHER_TAKEN_OFF, item, meeting, by)


def _locked(meeting: Meeting, by: Person) -> Meeting:
    meeting = Meeting.objects.locked(meeting.pk)
    check_can_arrange(meeting, by)
    return meeting


def _current(item: OtherItem, version: int) -> OtherItem:
    item = OtherItem.objects.select_for_update().get(pk=item.pk)
    if item.taken_off_at:
        raise Refusal("This was taken off the agenda. Open the meeting again.")
    if item.version != version:
        theirs = {"title": item.title, "words": item.words, "outcome": item.outcome}
        raise Stale(theirs=theirs, version=item.version)
    return item


def _saved(kind: Kind, item: OtherItem, meeting: Meeting, by: Person, *fields: str) -> OtherItem:
    item.version += 1
    item.save(update_fields=[*fields, "version"])
    return _said(kind, item, meeting, by)


def _said(kind: Kind, item: OtherItem, meeting: Meeting, by: Person) -> OtherItem:
    record(kind, by=by, organisation=meeting.group.organisation, subject=item, day=meeting.day)
    return item
