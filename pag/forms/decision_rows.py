"""The rows of a decision: options looked at, and the actions that follow."""

from typing import Any

from accounts.models import Person
from pag.actions import NewAction, NewOption
from pag.models import Meeting
from ui import fields
from ui.forms import Form

# What the list of owners sends for the practitioner.
THEMSELVES = "practitioner"
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

    def as_option(self) -> NewOption:
        """Return the row as the action takes it."""
        said = self.cleaned_data
        return NewOption(
            said["what"], said["why"], chosen=CHOSEN in said["marks"], least=LEAST in said["marks"]
        )


class ActionForm(Form):
    """One action: what, who, by when."""

    what = fields.LongText(label="Action", rows=2, max_length=2000)
    owner = fields.Select(
        label="Owner",
        hint="Who sees to it. A colleague finds it on their list of work; the letter asks the practitioner.",
        empty="Somebody else, named below",
        required=False,
    )
    owner_name = fields.Text(
        label="Name of somebody else", hint="Such as a practice or another person.", required=False
    )
    due_on = fields.Day(label="Due date")
    completion = fields.LongText(
        label="How will we know that it is done?",
        hint="What will be there to see. “A note in the file that they met” is enough.",
        rows=2,
        max_length=2000,
    )
    marks_optional = False

    def __init__(
        self, *args: Any, owners: dict[str, Person], meeting: Meeting, practitioner: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["due_on"].earliest = meeting.day
        people = [(key, person.name) for key, person in owners.items()]
        self.fields["owner"].choices = [(THEMSELVES, f"{practitioner}, the practitioner"), *people]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        owner, name = answers.get("owner"), answers.get("owner_name")
        if owner and name:
            self.add_error("owner_name", "Choose the owner from the list, or write a name, not both")
        elif not (owner or name):
            self.add_error("owner", "Choose the owner, or write the name of somebody else")
        return answers

    def as_action(self) -> NewAction:
        """Return the row as the action takes it."""
        answers = self.cleaned_data
        return NewAction(
            what=answers["what"],
            due_on=answers["due_on"],
            owner=self.owners.get(answers["owner"]),
            owner_name=answers["owner_name"],
            practitioner=answers["owner"] == THEMSELVES,
            completion=answers["completion"],
        )
