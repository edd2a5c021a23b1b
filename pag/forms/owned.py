"""Who sees to something: somebody who signs in, the practitioner, or a name."""

from typing import Any

from accounts.models import Person
from ui import fields
from ui.forms import Form

# What the list of owners sends for the practitioner.
THEMSELVES = "practitioner"


class OwnedForm(Form):
    """The owner of an action, and by when it is due."""

    owner = fields.Select(
        label="Owner",
        hint="Who sees to it. A colleague finds it on their list of work.",
        empty="Somebody else, named below",
        required=False,
    )
    owner_name = fields.Text(
        label="Name of somebody else", hint="Such as a practice or another person.", required=False
    )
    due_on = fields.Day(label="Due date")
    marks_optional = False

    def offer(self, owners: dict[str, Person], *, practitioner: str) -> None:
        """Offer these owners, by key as text, and the practitioner, by name."""
        self.owners = owners
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

    @property
    def person(self) -> Person | None:
        """Whoever signs in and was chosen."""
        return self.owners.get(self.cleaned_data["owner"])

    @property
    def is_practitioner(self) -> bool:
        return bool(self.cleaned_data["owner"] == THEMSELVES)
