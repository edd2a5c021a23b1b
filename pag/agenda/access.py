"""Reaching what stands on an agenda beside its cases."""

from django.shortcuts import get_object_or_404

from accounts.models import Person
from pag.access import get_meeting_or_404
from pag.agenda.permissions import check_can_arrange
from pag.models import Meeting, OtherItem


def get_meeting_to_arrange(person: Person, pk: int) -> Meeting:
    """Return the meeting; 404 where `person` may not see it. Raises NotAllowed where they only may see it."""
    meeting = get_meeting_or_404(person, pk)
    check_can_arrange(meeting, person)
    return meeting


def get_other_to_arrange(person: Person, pk: int, other_pk: int) -> OtherItem:
    """Return another item of the meeting, as `get_meeting_to_arrange` does the meeting."""
    meeting = get_meeting_to_arrange(person, pk)
    item = get_object_or_404(meeting.other_items.live(), pk=other_pk)
    item.meeting = meeting
    return item
