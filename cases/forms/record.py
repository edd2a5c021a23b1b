"""Notes, contacts, the practitioner's own account, closing and the like."""

from collections import defaultdict
from typing import Any

from accounts.models import Membership, Person
from accounts.permissions import OPENS_CASES
from accounts.roles import BY_KEY
from cases import topics
from cases.actions.close import StepAnswer
from cases.forms.concern import check_not_future
from cases.models import Case, CaseAccess, Contact, OtherReference
from cases.models.case import Closing, Route
from cases.policies import step_in_force
from cases.readers import readers_of
from ui import fields
from ui.dates import today
from ui.forms import Form, SubmissionKey, VersionField

STAFF_TOPICS = [choice for choice in topics.CHOICES if choice[0] != topics.SOURCE]


class NoteForm(Form):
    text = fields.LongText(
        label="Note",
        hint="The practitioner may ask to see it. Write what happened, kindly.",
        rows=6,
        max_length=6000,
    )
    topic = fields.Radios(label="What it is about", choices=STAFF_TOPICS, initial=topics.GENERAL)
    submission_key = SubmissionKey()
    submit_label = "Add the note"


class ContactForm(Form):
    """A contact with the practitioner."""

    how = fields.Radios(label="How", choices=Contact.How.choices, missing="Select how you were in touch")
    on = fields.Day(label="Date of the contact", initial=today)
    summary = fields.LongText(label="What was said", rows=5, max_length=6000)
    told = fields.Tick(label="They were told what was discussed and what comes next", required=False)
    listened = fields.Tick(label="They were listened to: their own account was taken", required=False)
    topic = fields.Radios(label="What it is about", choices=STAFF_TOPICS, initial=topics.GENERAL)
    submission_key = SubmissionKey()
    submit_label = "Log the contact"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        check_not_future(self, "on", "The date of the contact cannot be in the future")
        return answers


class AccountForm(Form):
    """The practitioner's own account."""

    text = fields.LongText(
        label="The practitioner's own account", hint="In their words.", rows=10, max_length=20000
    )
    received_on = fields.Day(label="Date it was given")
    how = fields.Radios(label="How it was given", choices=Contact.How.choices)
    submission_key = SubmissionKey()
    submit_label = "Save the account"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        check_not_future(self, "received_on", "The date the account was given cannot be in the future")
        return answers


class DetailsForm(Form):
    """The case's route, and the numbers others know it by."""

    route = fields.Radios(label="Route", choices=Route.choices)
    kind = fields.Select(label="Kind of other reference", choices=OtherReference.Kind.choices, required=False)
    number = fields.Text(label="Its number", required=False, width=20, max_length=60)
    version = VersionField()
    submit_label = "Save the details"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if bool(answers.get("kind")) != bool(answers.get("number")):
            missing = "number" if answers.get("kind") else "kind"
            self.add_error(missing, "Give both the kind and the number of the other reference, or neither")
        return answers


class HandOverForm(Form):
    """Who the case manager is."""

    manager = fields.AutocompleteModel(label="Case manager")
    submit_label = "Hand the case over"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manager: Any = self.fields["manager"]
        manager.queryset = people_with_role(case, "case_manager").exclude(pk=case.manager_id)
        if not manager.queryset.exists():
            manager.help_text = "Nobody else is a case manager here yet. Ask your administrator."


class LeaveForm(Form):
    """Who takes over somebody's cases."""

    to = fields.AutocompleteModel(label="Who takes over")
    submit_label = "Hand over"

    def __init__(self, *args: Any, colleagues: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Person.objects.filter(pk__in=colleagues, is_active=True)


class RestrictForm(Form):
    """Who may see a restricted case besides its manager and whoever restricts it."""

    people = fields.CheckboxesModel(label="Who else may see the case", required=False)
    submit_label = "Restrict the case"
    warning = True

    def __init__(self, *args: Any, case: Case, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        readers = [role.key for role in BY_KEY.values() if role.permissions & OPENS_CASES]
        people.queryset = people_with_role(case, *readers).exclude(pk__in=[case.manager_id, by.pk])
        if case.restricted:
            self.submit_label = "Save who may see it"
            people.initial = [row.person_id for row in case.access.named()]
        reads = {person.pk for person in readers_of(case, topics.GENERAL)}
        to_declare = case.access.current().filter(effect=CaseAccess.Effect.DECLARE)
        asked = set(to_declare.values_list("person", flat=True)) - reads
        roles = roles_in(case)

        def hint(person: Person) -> str:
            now = (
                "Reads it now" if person.pk in reads else "Is to declare on it" if person.pk in asked else ""
            )
            return ". ".join(part for part in (roles.get(person.pk, ""), now) if part)

        people.row_hint = hint


class ConcludeForm(Form):
    """What came of an investigation or a monitoring, and how the practitioner heard of it."""

    came_of = fields.LongText(
        label="What came of it",
        hint="A few sentences: what was found, and what it means for the practitioner. Kept as a note.",
        rows=6,
        max_length=4000,
    )
    told_how = fields.Radios(
        label="How the practitioner was told what came of it",
        hint="They hear it from you, and have time for questions, before it is recorded here.",
        choices=Contact.How.choices,
        missing="Select how the practitioner was told",
    )
    told_on = fields.Day(label="Date they were told")
    submission_key = SubmissionKey()
    submit_label = "Move the case to “Outcome”"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        check_not_future(self, "told_on", "The date they were told cannot be in the future")
        return answers


class CloseForm(Form):
    """How the case ends."""

    step = fields.Radios(
        label="What becomes of the immediate step?",
        choices=[("ends", "It ends today"), ("kept", "It goes on after closing")],
        reveals={"ends": ["step_why"], "kept": ["step_kept_by", "step_until"]},
        missing="Select what becomes of the immediate step",
    )
    step_why = fields.LongText(
        label="It ends today, because", hint="The closing letter quotes it.", rows=3, max_length=2000
    )
    step_kept_by = fields.Text(
        label="Who looks after it",
        hint="A person or a team, as the closing letter names them.",
        max_length=200,
    )
    step_until = fields.Day(label="Until when", hint="It is looked at again by that day.", future=True)
    closing = fields.Radios(label="How the case ends", choices=Closing.choices)
    closing_note = fields.LongText(
        label="What was agreed at the end",
        hint="Kept with the case. The closing letter leaves room for it, to be said there in words to them.",
        required=False,
        rows=4,
        max_length=4000,
    )
    submit_label = "Close the case"
    warning = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step_in_force(case) is None:
            for name in ("step", "step_why", "step_kept_by", "step_until"):
                del self.fields[name]

    def step_answer(self) -> StepAnswer | None:
        """Return what becomes of the immediate step; None where none was in force."""
        answers = self.cleaned_data
        if not answers.get("step"):
            return None
        return StepAnswer(
            ends=answers["step"] == "ends",
            why=answers["step_why"] or "",
            kept_by=answers["step_kept_by"] or "",
            until=answers["step_until"],
        )


class ReasonForm(Form):
    """A reason in words."""

    reason = fields.LongText(label="Reason", rows=3, max_length=2000)
    submission_key = SubmissionKey()
    submit_label = "Withdraw the case"
    warning = True


class ReopenForm(ReasonForm):
    """Why a case that has ended is opened again."""

    reason = fields.LongText(
        label="Why is it opened again?",
        hint="Kept as a note, which everybody who reads the case can read.",
        rows=3,
        max_length=2000,
    )
    submit_label = "Open the case again"
    warning = False


def roles_in(case: Case) -> dict[int, str]:
    """Return what people are in the case's organisation today, in words, by their keys."""
    found: dict[int, list[str]] = defaultdict(list)
    for person, role in Membership.objects.current().within(case.organisation).values_list("person", "role"):
        found[person].append(BY_KEY[role].name)
    return {person: ", ".join(names) for person, names in found.items()}


def people_with_role(case: Case, *roles: str) -> Any:
    """Return the people who hold one of `roles` in the case's organisation today."""
    current = Membership.objects.current().within(case.organisation).filter(role__in=roles)
    return Person.objects.filter(pk__in=current.values("person"), is_active=True)
