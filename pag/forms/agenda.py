"""Putting a case on an agenda, and taking it off."""

import datetime as dt
from typing import Any

from cases.models import Case
from pag.models import Meeting
from pag.models.meeting import MeetingQuerySet
from ui import fields
from ui.dates import clock, day, today
from ui.forms import Form

# How long ago a meeting may lie that a case is still put on afterwards, to write down what was decided.
LATELY = dt.timedelta(days=60)


class PutOnAgendaForm(Form):
    """Which meeting, and what the group should know beforehand."""

    meeting = fields.SelectModel(label="Meeting")
    without_triage = fields.LongText(
        label="Why should the group see it before the triage?",
        rows=3,
        max_length=2000,
    )
    note = fields.LongText(
        label="Note for the group",
        hint="Members read it after declaring. For example what you ask of them.",
        rows=3,
        max_length=2000,
        required=False,
    )
    submit_label = "Put on the agenda"

    def __init__(self, *args: Any, case: Case, triaged: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = meetings_for(case)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].words = in_words
        self.has_meetings = meetings.exists()
        if triaged:
            del self.fields["without_triage"]


def meetings_for(case: Case) -> MeetingQuerySet:
    """Return the meetings that can take the case: those to come first, then those lately held."""
    meetings = Meeting.objects.held().upcoming(on=today() - LATELY).taking_items().past_last(on=today())
    return meetings.filter(group__organisation=case.organisation_id).select_related("group")


def in_words(meeting: Meeting) -> str:
    """Return a meeting as the list offers it; one that is past says so, and what it can still be for."""
    when = f"{day(meeting.day)}, {clock(meeting.starts_at)}: {meeting.group.name}"
    return f"Past: {when} (to write down what was decided)" if meeting.day < today() else when


class TakeOffForm(Form):
    """Why a case comes off the agenda."""

    reason = fields.LongText(label="Why is it taken off the agenda?", rows=3, max_length=2000)
    submit_label = "Take it off the agenda"
    warning = True
