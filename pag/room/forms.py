"""Noting that a member came or left at another time than now."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from pag.forms.meeting import clock_time
from ui import fields
from ui.forms import Form

HERE, LEFT, SORRY, BACK = "here", "left", "apologies", "back"


class NoteForm(Form):
    """What happened, and when."""

    what = fields.Radios(
        label="What happened?",
        choices=[(HERE, "They came"), (LEFT, "They left")],
        inline=True,
    )
    at = fields.Text(label="At what time?", hint="For example 14:20 or 2.20pm", width=10, max_length=10)
    submit_label = "Note it"

    def clean_at(self) -> dt.time:
        time = clock_time(self.cleaned_data["at"])
        if time is None:
            raise ValidationError("The time must be like 14:20 or 2.20pm")
        return time

    def facts(self) -> dict[str, Any]:
        """Return the answers as the view takes them."""
        return {"what": self.cleaned_data["what"], "at": self.cleaned_data["at"]}
