"""Naming somebody else to investigate."""

from typing import Any

from cases.models import Case
from pag.investigators import people_who_may_investigate
from ui import fields
from ui.forms import Form, SubmissionKey


class InvestigatorForm(Form):
    """Somebody who signs in here, or anybody by name."""

    person = fields.Select(
        label="Investigator who signs in here",
        hint="They say first whether they have a connection with anybody in the case; then it opens to them.",
        required=False,
    )
    name = fields.Text(
        label="Or the name of somebody else",
        hint="Nothing opens to them here.",
        required=False,
        max_length=200,
    )
    submission_key = SubmissionKey()
    submit_label = "Name them"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people_who_may_investigate(case)
        self.fields["person"].choices = [("", ""), *((key, who.name) for key, who in self.people.items())]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if bool(answers.get("person")) == bool(answers.get("name")):
            self.add_error("person", "Choose somebody who signs in here, or write a name, and not both")
        return answers

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        person = self.people.get(answers["person"])
        return {
            "person": person,
            "name": person.name if person else answers["name"],
            "submission_key": answers["submission_key"],
        }
