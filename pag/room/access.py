"""Reaching the room of a meeting, its members and what stands on its agenda."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from pag.access import get_item_or_404, get_meeting_or_404
from pag.models import AgendaItem, GroupMember, Meeting, OtherItem


def get_room_or_404(person: Person, pk: int) -> Meeting:
    """Return the meeting if `person` may see it and people come together for it; else 404."""
    meeting = get_meeting_or_404(person, pk)
    if meeting.is_between:
        raise Http404
    return meeting


def member_or_404(meeting: Meeting, pk: int) -> GroupMember:
    """Return a member of the group of a meeting that the caller was given."""
    members = GroupMember.objects.filter(group=meeting.group_id).select_related("person")
    return get_object_or_404(members, pk=pk)


def entry_or_404(person: Person, meeting: Meeting, key: str) -> AgendaItem | OtherItem | None:
    """Return what of the agenda "item-12" or "other-3" names; None for an empty key; else 404."""
    if not key:
        return None
    kind, _dash, number = key.partition("-")
    if not number.isdecimal():
        raise Http404
    if kind == "other":
        return get_object_or_404(meeting.other_items.live(), pk=int(number))
    return get_item_or_404(person, meeting.pk, int(number))
