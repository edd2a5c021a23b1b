"""Who the practitioner is, and who represents them."""

from typing import Any

from cases.models import Practitioner
from cases.models.practitioner import Discipline, Regulator
from ui import fields
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import Block, Fieldset, Row

DETAILS: list[str | Block] = [
    Fieldset("Name", Row("title", "first_name", "last_name")),
    Fieldset("Registration", "discipline", Row("regulator", "registration_number")),
    Fieldset(
        "How to reach them",
        Row("private_email", "work_email"),
        "phone",
        "address",
        hint="Letters go to the private address or e-mail, so that nobody at work opens them.",
    ),
    Fieldset("Practice details (where there are any)", Row("practice_name", "practice_code")),
]


class PractitionerFields(Form):
    """The fields of a practitioner, used to record a new one and to change one."""

    title = fields.Text(
        label="Title", hint="For example Dr, Ms or Professor", required=False, width=10, max_length=40
    )
    first_name = fields.Text(label="First name", required=False, max_length=150)
    last_name = fields.Text(
        label="Last name", hint="Or the only name, for somebody who has one", max_length=150
    )
    discipline = fields.Radios(label="Discipline", choices=Discipline.choices)
    regulator = fields.Select(label="Regulator", choices=Regulator.choices, required=False)
    registration_number = fields.Text(label="Registration number", required=False, width=20, max_length=30)
    private_email = fields.Email(label="Private e-mail", required=False)
    work_email = fields.Email(label="Work e-mail", required=False)
    phone = fields.Phone(label="Telephone", required=False, max_length=40)
    address = fields.LongText(
        label="Postal address",
        hint="One line for each line of the envelope, the postcode last",
        required=False,
        max_length=400,
    )
    practice_name = fields.Text(label="Practice or place of work", required=False)
    practice_code = fields.Text(
        label="ODS code",
        hint="The NHS's own short code of a practice or place, such as A81001",
        required=False,
        width=10,
        max_length=10,
    )


class ChangePractitionerForm(PractitionerFields):
    version = VersionField()
    layout = DETAILS
    submit_label = "Save the details"

    @staticmethod
    def initial_from(practitioner: Practitioner) -> dict[str, Any]:
        """Return what the form starts with."""
        names = list(PractitionerFields.base_fields)
        return {name: getattr(practitioner, name) for name in names} | {"version": practitioner.version}


class RepresentativeForm(Form):
    """Somebody the practitioner asked to act for them."""

    name = fields.Text(label="Name of the representative")
    organisation_name = fields.Text(
        label="Organisation", hint="For example a defence organisation or local committee", required=False
    )
    email = fields.Email(label="E-mail", required=False)
    phone = fields.Phone(label="Telephone", required=False, max_length=40)
    consent_scope = fields.LongText(
        label="What the practitioner agreed may be shared with them", max_length=1000
    )
    consent_from = fields.Day(label="Consent given on")
    consent_to = fields.Day(label="Consent ends on", required=False)
    submission_key = SubmissionKey()
    submit_label = "Save the representative"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        start, end = answers.get("consent_from"), answers.get("consent_to")
        if start and end and end < start:
            self.add_error("consent_to", "The consent cannot end before it was given. Check the two dates")
        return answers
