"""A note of one's own, a question to the case manager, and its answer."""

from ui import fields
from ui.forms import Form, SubmissionKey, VersionField


class NoteForm(Form):
    """What somebody notes for themselves while reading."""

    text = fields.LongText(
        label="Your own notes",
        hint="Nobody else sees them here. They are still about a person: if that person asks for their data, "
        "they may have to be disclosed. Write what you could explain to them.",
        rows=6,
        max_length=20000,
        required=False,
    )
    version = VersionField()
    submit_label = "Keep the note"
    marks_optional = False


class AskForm(Form):
    """A question to the case manager."""

    words = fields.LongText(
        label="Ask the case manager",
        hint="Everybody to whom this item is open sees your question, your name and the answer.",
        missing="Enter your question",
        rows=3,
        max_length=2000,
    )
    submission_key = SubmissionKey()
    submit_label = "Ask"


class AnswerForm(Form):
    """The answer to a question."""

    words = fields.LongText(
        label="Your answer",
        hint="Everybody to whom the item is open sees it. What changes the facts belongs into the case too.",
        rows=5,
        max_length=6000,
    )
    submit_label = "Answer"
