"""Reaching minutes and their sections: the places every view asks."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from pag.access import Standing, get_meeting_or_404
from pag.minutes.models import Minutes, MinutesSection
from pag.minutes.reading import Access, Reader, reader_of, sections_of
from pag.minutes.rules import missing_for_minutes
from pag.models import Meeting
from ui.refusals import NotAllowed


@dataclass(frozen=True)
class Opened:
    """Minutes as somebody opened them."""

    minutes: Minutes
    sections: list[MinutesSection]
    reader: Reader

    @property
    def theirs(self) -> list[MinutesSection]:
        """The sections that are open to them."""
        return [each for each in self.sections if self.reader.access[each.pk] == Access.OPEN]


def open_minutes(person: Person, pk: int) -> Opened:
    """Return the minutes of a meeting that `person` may see; before they are approved, for who writes them.

    404 where there are none.
    """
    meeting = get_meeting_or_404(person, pk)
    found = Minutes.objects.filter(meeting=meeting).select_related("approved_by", "drafted_by", "offered_by")
    minutes = get_object_or_404(found)
    minutes.meeting = meeting
    sections = sections_of(minutes)
    reader = reader_of(person, minutes, sections)
    if not (minutes.is_approved or reader.edits):
        raise NotAllowed("These minutes are being written. You can read them once they are approved.")
    return Opened(minutes, sections, reader)


def get_section_or_404(opened: Opened, pk: int) -> MinutesSection:
    """Return a section of the minutes that is open to whoever opened them."""
    for section in opened.sections:
        if section.pk == pk and opened.reader.access[pk] == Access.OPEN:
            return section
    raise Http404


def for_page_of(meeting: Meeting, standing: Standing) -> dict[str, Any] | None:
    """Return what the page of the meeting says of its minutes to somebody; None where it says nothing."""
    if meeting.ended_at is None:
        return None
    edits = standing.runs or standing.presides
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None and not edits:
        return None
    if minutes and not (minutes.is_approved or edits):
        return {"minutes": None, "missing": "", "coming": True}
    return {
        "minutes": minutes,
        "missing": "" if minutes else missing_for_minutes(meeting),
        "coming": False,
    }
