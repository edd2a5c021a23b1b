"""Other items of an agenda, decisions between meetings, and what a meeting said of them."""

from typing import Any

from ui import fields
from ui.forms import Form, SubmissionKey, VersionField

NO_NAMES = "Every member reads this. Name no practitioner and no case: a case has a place of its own."


class OtherForm(Form):
    """A new item that is not about a case."""

    title = fields.Text(label="What is it?", hint=NO_NAMES, max_length=200)
    words = fields.LongText(
        label="More about it",
        hint="Name no practitioner here either.",
        rows=4,
        max_length=4000,
        required=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Put it on the agenda"


class OtherChangeForm(OtherForm):
    """The same, worded anew."""

    version = VersionField()
    submit_label = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["submission_key"]


class OutcomeForm(Form):
    """What came of another item."""

    outcome = fields.LongText(
        label="What came of it?",
        hint="What was agreed, and who does what by when. Name no practitioner.",
        rows=5,
        max_length=6000,
    )
    version = VersionField()
    submit_label = "Save"
