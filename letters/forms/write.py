"""The words of a letter."""

from ui import fields
from ui.forms import Form, VersionField


class LetterForm(Form):
    subject = fields.Text(
        label="Subject", hint="The heading of the letter. It says the outcome.", max_length=250
    )
    text = fields.LongText(
        label="Text",
        hint="A line starting with ## is a heading, one starting with - a point of a list; **stars** make "
        "bold. Words in [[double brackets]] are still to be filled in.",
        rows=30,
        max_length=30000,
        count=False,
    )
    version = VersionField()
    layout = ["subject", "text"]
    submit_label = "Save and show"
    secondary = ("Save and go to approval", "approve")
    narrow = False
    form_id = "letter-form"


class VersionOnlyForm(Form):
    """A page that only confirms: it carries the version that was read."""

    version = VersionField()


class ApproveForm(VersionOnlyForm):
    submit_label = "Approve this letter"
