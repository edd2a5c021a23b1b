"""Naming a member who stands aside, saying that one has a connection, and answering it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Person
from pag.models import AgendaItem, DenialAnswer
from ui import fields
from ui.forms import Form, VersionField

READ_BY = "A responsible officer reads this, or who presides over your group. The practitioner does not."
STAYS, OPENED = DenialAnswer.Outcome.STAYS, DenialAnswer.Outcome.OPENED


class ConnectionForm(Form):
    """The connection of somebody who works on the case."""

    statement = fields.LongText(
        label="What is the connection, or what may it be?",
        hint=READ_BY,
        rows=3,
        max_length=1000,
    )
    submit_label = "Close the case to me"
    warning = True


class NameAsideForm(Form):
    """Which member stands aside from an item, and why."""

    member = fields.Radios(label="Who stands aside?", missing="Choose who stands aside")
    statement = fields.LongText(
        label="Why?",
        hint="It is kept for whoever answers for it later. Neither the member nor the practitioner reads it.",
        rows=3,
        max_length=1000,
    )
    submit_label = "Close the item to them"
    warning = True

    def __init__(self, *args: Any, item: AgendaItem, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = item.meeting.group.members.current().exclude(person=by).select_related("person")
        self.people = {str(member.person_id): member.person for member in members}
        self.fields["member"].choices = [(key, person.name) for key, person in self.people.items()]

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        return {"person": self.people[answers["member"]], "statement": answers["statement"]}


class AnswerAsideForm(Form):
    """It stays closed, or opens again; where it cannot open, one button says that it was read."""

    outcome = fields.Radios(
        label="What do you decide?",
        choices=[(STAYS, "It stays closed to them"), (OPENED, "It opens to them again")],
        reveals={OPENED: ["reason"]},
    )
    reason = fields.LongText(
        label="Why can it be open to them again?",
        rows=3,
        max_length=1000,
        missing="Say why it can be open to them again",
    )
    version = VersionField()
    submit_label = "Answer"

    def __init__(self, *args: Any, may_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_open:
            self.submit_label = "I have read it"
            del self.fields["outcome"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if "outcome" in self.fields:
            return answers
        if self.data.get("outcome") == OPENED:
            raise ValidationError("It can no longer be opened to them. Open this page again")
        return {"outcome": STAYS, **answers}


class CorrectionForm(Form):
    """What was a mistake."""

    words = fields.LongText(
        label="What was the mistake?",
        hint="Who presides reads this, and decides whether the item opens to you again.",
        rows=3,
        max_length=1000,
    )
    submit_label = "Send"


class LetBackInForm(Form):
    """To whom a case opens again, and why."""

    person = fields.Radios(label="To whom does it open again?", missing="Choose a person")
    reason = fields.LongText(label="Why was it a mistake?", rows=3, max_length=1000)
    submit_label = "Open the case to them again"
    warning = True

    def __init__(self, *args: Any, people: Sequence[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person, _why in people}
        self.fields["person"].choices = [(str(person.pk), f"{person.name}: {why}") for person, why in people]

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        return {"person": self.people[answers["person"]], "reason": answers["reason"]}
