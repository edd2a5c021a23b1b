"""How and when a letter goes to the practitioner."""

from typing import Any

from cases.models import Contact
from letters.models import Kind, Letter
from letters.telling import calls_for
from ui import fields
from ui.dates import as_day, day, today
from ui.forms import Form, VersionField


class SendForm(Form):
    to_email = fields.Radios(label="Send it to")
    version = VersionField()
    layout = ["to_email"]
    submit_label = "Send this letter now"

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        practitioner = letter.case.practitioner
        known = {practitioner.private_email: "Private address", practitioner.work_email: "Work address"}
        choices = {email: words for email, words in known.items() if email}
        self.fields["to_email"].choices = [(email, email) for email in choices]
        self.fields["to_email"].hints = choices
        self.fields["to_email"].initial = practitioner.letter_email


def call_in_words(call: Contact) -> str:
    """Return how a call is offered for choosing."""
    return f"{day(call.on)}, by {call.by.name}"


class PostForm(Form):
    call = fields.RadiosModel(
        Contact.objects.none(),
        label="In which call was the practitioner told?",
        words=call_in_words,
        row_hint=lambda call: call.summary[:160],
    )
    posted_on = fields.Day(label="Date it was posted", past=True)
    version = VersionField()
    layout = ["call", "posted_on"]
    submit_label = "Mark as posted"

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posted_on"].initial = today()
        if letter.approved_at:
            approved = as_day(letter.approved_at)
            self.fields["posted_on"].earliest = approved
            self.fields["posted_on"].help_text = f"It was approved on {day(approved)}."
        if letter.kind == Kind.OUTCOME:
            self.fields["call"].queryset = calls_for(letter).select_related("by")
        else:
            del self.fields["call"]
