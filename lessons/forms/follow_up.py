"""Saying that an improvement action is done."""

from ui import forms
from ui.fields import LongText


class CompleteActionForm(forms.Form):
    """What was done, and what shows it."""

    evidence = LongText(
        label="What was done, and where can it be seen?",
        hint="For example: the checklist is in use since 2 March; see the minutes of the practice meeting.",
        max_length=2000,
    )
    submit_label = "Mark as done"


class SendBackForm(forms.Form):
    """What is missing before the action is in place."""

    missing = LongText(
        label="Not yet: what is missing?",
        hint="It goes back to its owner with these words. Say what you saw, and what would be enough.",
        rows=3,
        max_length=2000,
    )
    submit_label = "Send it back"
