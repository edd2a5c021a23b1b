"""Asking an advisor to declare, and asking for an advisor."""

from typing import Any

from cases.models import Case
from triage.access import advisors_for
from ui.fields import AutocompleteModel, LongText, Radios
from ui.forms import Form


class DeclarationForm(Form):
    answer = Radios(
        label="Do you have a conflict of interest?",
        choices=[
            ("none", "No"),
            ("yes", "Yes"),
            ("unsure", "I am not sure"),
        ],
        hints={
            "none": "The case opens to you, and your answer stands in the triage review.",
            "yes": "Nothing opens. The case goes back to the case manager, who asks somebody else.",
            "unsure": "Nothing opens. Stepping back when in doubt is right, and needs no explanation.",
        },
    )
    statement = LongText(
        label="Statement",
        hint="A few words are enough. With “No”, this is printed in the triage report. "
        "Otherwise only those who run the case can read it.",
        required=False,
        rows=3,
        max_length=1000,
    )

    submit_label = "Declare"


class AssignForm(Form):
    advisor = AutocompleteModel(
        label="Professional advisor",
        hint="They are asked to declare first, and see nothing of the case before that.",
        missing="Choose a professional advisor",
    )

    submit_label = "Ask them to triage"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advisor"].queryset = advisors_for(case)
