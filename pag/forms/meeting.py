"""Planning a meeting."""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Person
from pag.models import Group
from ui import fields
from ui.dates import LONDON
from ui.forms import Form, SubmissionKey
from ui.layout import Row

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def clock_time(text: str) -> dt.time | None:
    """Return the time for "14:30", "2.30pm" or "9am"; None for anything else."""
    found = CLOCK.fullmatch(text.strip())
    if not found or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


class MeetingForm(Form):
    """A meeting of a group: when and where."""

    group = fields.SelectModel(label="Group")
    day = fields.Day(label="Date of the meeting")
    time = fields.Text(label="Time it starts", hint="For example 14:00 or 2pm", width=10, max_length=10)
    place = fields.Text(label="Place", required=False, max_length=200)
    link = fields.Text(label="Link to join", required=False, max_length=500)
    papers_due = fields.Day(label="Papers due", hint="By when everything to read is there", required=False)
    submission_key = SubmissionKey()
    layout = ["group", Row("day", "time"), "place", "link", "papers_due"]
    submit_label = "Plan the meeting"

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.run_by(by).select_related("organisation")
        self.fields["group"].queryset = groups
        several = len({group.organisation_id for group in groups}) > 1
        self.fields["group"].words = lambda group: (
            f"{group.name}, {group.organisation}" if several else group.name
        )
        if len(groups) == 1:
            self.fields["group"].initial = groups[0]

    def clean_time(self) -> dt.time:
        time = clock_time(self.cleaned_data["time"])
        if time is None:
            raise ValidationError("Time it starts must be like 14:00 or 2pm")
        return time

    def clean_link(self) -> str:
        link = self.cleaned_data["link"].strip()
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError("Link to join must start with https://")
        return link

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if "place" in answers and "link" in answers and not (answers["place"] or answers["link"]):
            self.add_error("place", "Enter a place, a link to join, or both")
        day, papers = answers.get("day"), answers.get("papers_due")
        if day and papers and papers > day:
            self.add_error("papers_due", "Papers due must be on the day of the meeting or earlier")
        return answers

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = dict(self.cleaned_data)
        starts_at = dt.datetime.combine(answers.pop("day"), answers.pop("time"), tzinfo=LONDON)
        return answers | {"starts_at": starts_at}
