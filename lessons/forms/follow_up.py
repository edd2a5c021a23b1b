"""Seeing an improvement action through: it is done, it is not yet, or somebody else sees to it."""

from typing import Any

from accounts.models import Person
from lessons.actions.change import Owner
from lessons.forms.rows import named, people_of
from lessons.models import ImprovementAction
from ui import forms
from ui.fields import Day, LongText, Select, Text


class CompleteActionForm(forms.Form):
    """What was done, and what shows it."""

    evidence = LongText(
        label="What was done, and where can it be seen?",
        hint="For example: the checklist is in use since 2 March; see the minutes of the practice meeting.",
        max_length=2000,
    )
    submit_label = "Mark as done"


class SendBackForm(forms.Form):
    """What is missing before the action is in place."""

    missing = LongText(
        label="Not yet: what is missing?",
        hint="It goes back to its owner with these words. Say what you saw, and what would be enough.",
        rows=3,
        max_length=2000,
    )
    submit_label = "Send it back"


class ChangeActionForm(forms.Form):
    """Who sees to it from now on, by when, and why that changes."""

    owner = Select(
        label="Owner",
        hint="Who sees to it. It will stand in their list of work, and an e-mail tells them.",
        empty="A body, named below",
        required=False,
    )
    owner_body = Text(
        label="Or a body that owns it", hint="Such as a practice or a committee.", required=False
    )
    due_on = Day(label="Due date")
    reason = LongText(
        label="Why does it change?",
        hint="It is kept with the action, and its owner reads it.",
        rows=3,
        max_length=2000,
    )
    version = forms.VersionField()
    submit_label = "Save the change"
    marks_optional = False

    def __init__(self, *args: Any, action: ImprovementAction, **kwargs: Any) -> None:
        initial = {
            "owner": str(action.owner_id or ""),
            "owner_body": action.owner_body,
            "due_on": action.due_on,
            "version": action.changes.count(),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.people: dict[str, Person] = people_of(action.review.case.organisation)
        if action.owner:
            # Somebody who has left may keep it until somebody else is found.
            self.people[str(action.owner.pk)] = action.owner
        self.fields["owner"].choices = [(key, named(person)) for key, person in self.people.items()]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        owner, body = answers.get("owner"), answers.get("owner_body")
        if owner and body:
            self.add_error("owner_body", "Choose a person or name a body, not both")
        elif not (owner or body):
            self.add_error("owner", "Choose who sees to it, or name a body")
        return answers

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        return {
            "owner": Owner(self.people.get(answers["owner"]), answers["owner_body"]),
            "due_on": answers["due_on"],
            "reason": answers["reason"],
            "version": answers["version"],
        }
