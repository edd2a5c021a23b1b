"""The rows of a decision: options looked at, and the actions that follow."""

from typing import Any

from accounts.models import Person
from pag.actions import NewAction, NewOption
from pag.forms.owned import OwnedForm
from pag.models import Meeting
from ui import fields
from ui.forms import Form

CHOSEN, LEAST = "chosen", "least"


class OptionForm(Form):
    """One option: what, why it was chosen or not, and whether it is the least restrictive."""

    what = fields.LongText(label="Option", rows=2, max_length=2000)
    why = fields.LongText(label="Why it was chosen, or not", rows=2, max_length=2000)
    marks = fields.Checkboxes(
        label="Of this option",
        choices=[
            (CHOSEN, "The group chose it"),
            (LEAST, "It is the least restrictive that protects patients"),
        ],
        small=True,
        required=False,
    )
    marks_optional = False

    def __init__(self, *args: Any, between: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if between:
            (chosen, _words), least = self.fields["marks"].choices
            self.fields["marks"].choices = [(chosen, "It is chosen"), least]

    def as_option(self) -> NewOption:
        """Return the row as the action takes it."""
        said = self.cleaned_data
        return NewOption(
            said["what"], said["why"], chosen=CHOSEN in said["marks"], least=LEAST in said["marks"]
        )


class ActionForm(OwnedForm):
    """One action: what, who, by when."""

    what = fields.LongText(label="Action", rows=2, max_length=2000)
    completion = fields.LongText(
        label="How will we know that it is done?",
        hint="What will be there to see. “A note in the file that they met” is enough.",
        rows=2,
        max_length=2000,
    )
    field_order = ("what", "owner", "owner_name", "due_on", "completion")

    def __init__(
        self, *args: Any, owners: dict[str, Person], meeting: Meeting, practitioner: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(owners, practitioner=practitioner)
        self.fields["due_on"].earliest = meeting.day
        owner = self.fields["owner"]
        owner.help_text = f"{owner.help_text[:-1]}; the letter asks the practitioner."

    def as_action(self) -> NewAction:
        """Return the row as the action takes it."""
        answers = self.cleaned_data
        return NewAction(
            what=answers["what"],
            due_on=answers["due_on"],
            owner=self.person,
            owner_name=answers["owner_name"],
            practitioner=self.is_practitioner,
            completion=answers["completion"],
        )
