"""The forms of the practitioner's support."""

from typing import Any

from support.actions import Plan
from support.models import Consideration, SupportPlan
from ui import forms
from ui.fields import Day, Email, LongText, Phone, Radios, Text, Tick
from ui.layout import Fieldset, Row


class PlanForm(forms.Form):
    """Who is there for the practitioner, what they need, and when they are next told."""

    contact_name = Text(label="Name", max_length=120, required=False)
    contact_role = Text(label="Role", max_length=150, required=False)
    contact_phone = Phone(label="Telephone number", required=False)
    contact_email = Email(label="E-mail", required=False)
    uninvolved = Tick(label="They have no part in the investigation", required=False)
    preferred = LongText(label="Whom would the practitioner like?", rows=2, max_length=1000, required=False)
    not_wanted = LongText(label="Whom would they rather not have?", rows=2, max_length=1000, required=False)
    reach = LongText(
        label="How do they wish to be reached?",
        hint="For example: by text first, not at the practice, not on clinic days.",
        rows=2,
        max_length=1000,
        required=False,
    )
    adjustments = LongText(
        label="What lets them take part?",
        hint="For example breaks, questions beforehand, answers in writing, a companion.",
        max_length=3000,
        required=False,
    )
    next_update_on = Day(
        label="Next update due",
        hint="The day you have said they will hear, even without news.",
        required=False,
    )
    version = forms.VersionField()

    layout = [
        Fieldset(
            "Pastoral contact",
            Row("contact_name", "contact_role"),
            Row("contact_phone", "contact_email"),
            "uninvolved",
            hint="Somebody for them to talk to. Name them once they have agreed; "
            "name and number then stand at the head of the case.",
        ),
        Fieldset("What the practitioner wishes", "preferred", "not_wanted", "reach"),
        Fieldset("Adjustments", "adjustments"),
        Fieldset("Keeping in touch", "next_update_on"),
    ]
    submit_label = "Save the support plan"
    marks_optional = False

    @staticmethod
    def initial_from(plan: SupportPlan | None) -> dict[str, Any]:
        """Return the form's values for the plan as it stands, or for none yet."""
        return {**vars(Plan.of(plan)), "version": plan.version} if plan else {"version": 0}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        reached = data.get("contact_phone") or data.get("contact_email")
        if data.get("contact_name"):
            if not data.get("uninvolved"):
                self.add_error("uninvolved", "Confirm that they have no part in the investigation")
            if not reached and not {"contact_phone", "contact_email"} & set(self.errors):
                self.add_error("contact_phone", "Enter a telephone number or an e-mail address")
        elif reached or data.get("contact_role") or data.get("uninvolved"):
            self.add_error("contact_name", "Enter the name of the pastoral contact, or leave all of it empty")
        return data

    def plan(self) -> Plan:
        """Return what was written."""
        return Plan(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ConsiderationForm(forms.Form):
    """Where one consideration stands now."""

    state = Radios(label="Where does it stand?", choices=Consideration.State.choices)
    note = LongText(
        label="Note", hint="What was said or arranged, and with whom.", max_length=2000, required=False
    )
    submission_key = forms.SubmissionKey()
    submit_label = "Save"
