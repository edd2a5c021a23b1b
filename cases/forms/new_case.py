"""Recording a practitioner and a concern, on one page."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from accounts.models import Membership, Organisation, Person
from accounts.permissions import Permission, organisations_with
from cases.forms.concern import CONCERN, ConcernFields, SafetyFields
from cases.forms.practitioner import PractitionerFields
from cases.models import Practitioner
from cases.models.case import Route
from ui import fields
from ui.forms import SubmissionKey
from ui.layout import Layout, Section

NEW = "new"
KNOWN = "known"
MAY = "may"


class NewCaseForm(PractitionerFields, ConcernFields, SafetyFields):
    """One page: who, what was raised, is anyone unsafe today.

    Where somebody like a new practitioner is recorded already, the page comes back and asks once
    whether it is the same person.
    """

    organisation = fields.SelectModel(label="Organisation")
    who = fields.Radios(
        label="Is the practitioner recorded here already?",
        choices=[(KNOWN, "Yes, choose from those recorded"), (NEW, "No, or not sure")],
        reveals={KNOWN: ["practitioner"], NEW: list(PractitionerFields.base_fields)},
        initial=NEW,
    )
    practitioner = fields.AutocompleteModel(
        label="Practitioner", how="Type a name or a registration number.", few=0
    )
    same_as = fields.RadiosModel(
        label="Is it one of these people?", none="No, a different person", required=False
    )
    route = fields.Radios(label="Route", choices=Route.choices)
    connection = fields.Radios(
        label="Do you have a connection with the practitioner, or with anybody else in this?",
        hint="As a relative, friend, colleague or rival, or anything that could make somebody wonder whether "
        "you can be fair. Whoever runs the case has none.",
        choices=[("none", "No. I run the case"), (MAY, "Yes, or I am not sure")],
        reveals={MAY: ["statement", "manager"]},
        missing="Select whether you have a connection with anybody in this",
    )
    statement = fields.LongText(
        label="What is the connection, or what may it be?",
        hint="Record the concern all the same. Once it is recorded it closes to you, and somebody else takes "
        "it on. A responsible officer reads this; the practitioner does not.",
        rows=3,
        max_length=1000,
    )
    manager = fields.AutocompleteModel(
        label="Who runs the case instead?",
        hint="If you do not know, leave it empty: a responsible officer chooses.",
        required=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Record the concern"

    layout = [
        Section("The practitioner", "organisation", "who", "same_as"),
        Section("The route", "route"),
        CONCERN,
        Section("Safety", "unsafe"),
        Section("Who runs the case", "connection"),
    ]

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = organisations_with(by, Permission.CASE_RECORD)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=keys)
        self.fields["practitioner"].queryset = Practitioner.objects.filter(organisation__in=keys)
        self.fields["practitioner"].words = described
        if len(keys) == 1:
            self.fields["organisation"].initial = keys[0]
            self.fields["organisation"].widget = self.fields["organisation"].hidden_widget()
            self.fields["organisation"].widget.choices = self.fields["organisation"].choices
        self.fields["same_as"].queryset = self.fields["practitioner"].queryset
        self.fields["same_as"].words = described
        self.fields["manager"].queryset = people_who_run_cases(keys).exclude(pk=by.pk)
        self.alike: list[Practitioner] = []

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        self.alike = self.people_like() if answers.get("who") == NEW else []
        if self.alike and "same_as" not in self.data:
            self.add_error(
                "same_as",
                "Somebody like this is recorded already. Say whether it is the same person, so that there is "
                "one record",
            )
        return answers

    def people_like(self) -> list[Practitioner]:
        """Return up to five recorded practitioners who may be the one described."""
        answers = self.cleaned_data
        organisation = answers.get("organisation")
        if not organisation or not answers.get("last_name"):
            return []
        return list(
            Practitioner.objects.likely_the_same(
                organisation=organisation,
                last_name=answers["last_name"],
                first_name=answers.get("first_name", ""),
                number=answers.get("registration_number", ""),
            )[:5]
        )

    def whole_layout(self) -> Layout:
        """Ask whether it is the same person only where there is somebody like them."""
        if self.alike:
            self.fields["same_as"].queryset = Practitioner.objects.filter(
                pk__in=[row.pk for row in self.alike]
            )
        else:
            self.fields.pop("same_as", None)
        return super().whole_layout()

    def chosen_practitioner(self) -> Practitioner | None:
        """Return the recorded practitioner that was picked, or None for a new one."""
        answers = self.cleaned_data
        return answers["practitioner"] if answers["who"] == KNOWN else answers.get("same_as")

    def own_connection(self) -> dict[str, Any]:
        """Return what they say of themselves as the action takes it."""
        answers = self.cleaned_data
        has_one = answers["connection"] == MAY
        return {
            "statement": answers["statement"] if has_one else "",
            "manager": answers["manager"] if has_one else None,
        }


def people_who_run_cases(organisations: Collection[int]) -> QuerySet[Person]:
    """Return those who are case managers in one of the organisations today."""
    here = Membership.objects.current().allowing(Permission.LETTER_WRITE)
    return Person.objects.filter(
        pk__in=here.filter(organisation__in=organisations).values("person"), is_active=True
    )


def described(practitioner: Practitioner) -> str:
    """Return the line by which a practitioner is picked from a list."""
    parts = [practitioner.name, practitioner.registration_number, practitioner.practice_name]
    return ", ".join(part for part in parts if part)
