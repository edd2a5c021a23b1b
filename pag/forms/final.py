"""What was decided on the group's advice after the meeting."""

from typing import Any

from cases.models import Case
from pag.actions import MadeLater
from pag.models import Decision
from ui import fields
from ui.forms import Form, SubmissionKey


class FinalForm(Form):
    """Who decided, when, what and why."""

    made_by = fields.Radios(
        label="Who has decided?",
        choices=Decision.Final.choices,
        reveals={Decision.Final.MEDICAL_DIRECTOR: ["name"]},
    )
    name = fields.Text(label="Name of the medical director", max_length=200)
    made_on = fields.Day(label="Date they decided", past=True)
    words = fields.LongText(
        label="What did they decide?",
        hint="The letter to the practitioner quotes it: write it so that they can read it about themselves.",
        rows=4,
        max_length=6000,
    )
    why = fields.LongText(
        label="Why?",
        hint="Where it is not what the group advised, why not. The letter quotes it too.",
        rows=4,
        max_length=6000,
    )
    submission_key = SubmissionKey()
    submit_label = "Record the decision"

    def __init__(self, *args: Any, case: Case, decision: Decision, **kwargs: Any) -> None:
        initial = {"made_by": decision.final_by}
        if decision.final_by == Decision.Final.MEDICAL_DIRECTOR:
            initial["name"] = decision.final_name
        super().__init__(*args, initial=initial, **kwargs)
        self.case = case
        self.fields["made_on"].earliest = decision.decided_on

    def made(self) -> MadeLater:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        manages = answers["made_by"] == Decision.Final.CASE_MANAGER
        return MadeLater(
            made_by=answers["made_by"],
            name=self.case.manager.name if manages else answers["name"],
            made_on=answers["made_on"],
            words=answers["words"],
            why=answers["why"],
        )
