"""What heads every letter."""

from accounts.models import Organisation
from ui import fields
from ui.forms import Form, VersionField
from ui.layout import Fieldset


class OrganisationForm(Form):
    name = fields.Text(label="Name")
    kind = fields.Radios(label="Kind", choices=Organisation.Kind.choices)
    address = fields.LongText(label="Postal address", required=False, max_length=400)
    phone = fields.Phone(label="Telephone", required=False, max_length=40)
    email = fields.Email(label="E-mail", required=False)
    enquiries_hours = fields.Text(label="Hours for enquiries", required=False, max_length=100)
    signatory_department = fields.Text(label="Department under a signature", required=False, max_length=150)
    crisis_line_name = fields.Text(label="Name of the crisis line", required=False, max_length=150)
    crisis_line_phone = fields.Phone(label="Number of the crisis line", required=False, max_length=40)
    crisis_line_hours = fields.Text(label="Hours of the crisis line", required=False, max_length=100)
    version = VersionField()
    layout = [
        Fieldset("The organisation", "name", "kind"),
        Fieldset(
            "At the head of every letter",
            "address",
            "phone",
            "email",
            "enquiries_hours",
            "signatory_department",
        ),
        Fieldset(
            "For somebody in distress",
            "crisis_line_name",
            "crisis_line_phone",
            "crisis_line_hours",
            hint="Printed on page one of every first letter.",
        ),
    ]
    submit_label = "Save the details"
