"""The words of a letter."""

from typing import Any

from accounts.models import Person
from letters.enclosing import choices
from letters.models import Kind, Letter, PrintSize
from triage.models import Sharing
from ui import fields
from ui.forms import Form, VersionField


class LetterForm(Form):
    subject = fields.Text(label="Subject", hint="The heading of the letter.", max_length=250)
    text = fields.LongText(
        label="Text",
        hint="A line starting with ## is a heading, one starting with - a point of a list; **stars** make "
        "bold. Words in [[double brackets]] are still to be filled in.",
        rows=30,
        max_length=30000,
        count=False,
    )
    next_update_on = fields.Day(
        label="Next update by",
        hint="The letter promises it. Change it here, and the text follows.",
        future=True,
        missing="Enter the day by which they hear again, even without news",
    )
    print_size = fields.Radios(label="Print size", choices=PrintSize.choices, inline=True)
    encloses = fields.Radios(
        label="Enclose with it",
        hint="It goes with the letter, by e-mail or by post; the triage then says that it was shared.",
        required=False,
    )
    version = VersionField()
    layout = ["subject", "text", "next_update_on", "print_size", "encloses"]
    submit_label = "Save and show"
    secondary = ("Save and go to approval", "approve")
    narrow = False
    form_id = "letter-form"

    def __init__(self, *args: Any, letter: Letter, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices(letter, person)
        if offered:
            self.fields["encloses"].choices = offered
            self.fields["encloses"].initial = str(letter.encloses_id or "")
        else:
            del self.fields["encloses"]
        if letter.kind == Kind.OUTCOME:
            self.fields["subject"].hint = "The heading of the letter. It says the outcome."
        if letter.kind == Kind.CLOSING:
            del self.fields["next_update_on"]

    def words(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        given = dict(self.cleaned_data)
        if "encloses" in given:
            chosen = given["encloses"]
            given["encloses"] = Sharing.objects.get(pk=int(chosen)) if chosen else None
        return given


class VersionOnlyForm(Form):
    """A page that only confirms: it carries the version that was read."""

    version = VersionField()


class ApproveForm(VersionOnlyForm):
    submit_label = "Approve this letter"
