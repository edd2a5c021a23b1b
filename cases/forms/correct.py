"""Putting right what was written down: a note, a contact, the practitioner's own account."""

from typing import Any

from cases.forms.record import AccountForm, ContactForm, NoteForm, ReasonForm
from cases.models.record import WrittenDown
from ui import fields
from ui.forms import Form


class Correcting(Form):
    """What the three forms share: they begin with what stands, and ask why it changes."""

    why = fields.LongText(
        label="Why is it corrected?",
        hint="Such as: the wrong day. Whoever reads the case reads this too.",
        rows=2,
        max_length=2000,
    )
    submit_label = "Save the correction"

    def __init__(self, *args: Any, record: WrittenDown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic: Any = self.fields.get("topic")
        if topic and record.topic not in dict(topic.choices):
            # Such as of a triage: it stays with it.
            del self.fields["topic"]
        for name in self.answered:
            self.fields[name].initial = getattr(record, name)

    @property
    def answered(self) -> list[str]:
        """The fields of the record itself."""
        return [name for name in self.fields if name not in ("why", "submission_key")]

    def changes(self) -> dict[str, Any]:
        """Return what the record is to say."""
        return {name: self.cleaned_data[name] for name in self.answered}


class CorrectNoteForm(Correcting, NoteForm):
    submit_label = "Save the correction"


class CorrectContactForm(Correcting, ContactForm):
    submit_label = "Save the correction"


class CorrectAccountForm(Correcting, AccountForm):
    submit_label = "Save the correction"


class TakeBackForm(ReasonForm):
    """Why something that was written down should not be there."""

    reason = fields.LongText(
        label="Why is it taken back?",
        hint="Such as: it belongs to another case. Whoever reads the case reads this too; name nobody.",
        rows=2,
        max_length=2000,
    )
    submit_label = "Take it back"
