"""Asking an advisor to declare, asking for an advisor or a second one, and asking for more."""

from collections.abc import Sequence
from typing import Any

from cases.models import Case
from triage.access import advisors_for, second_advisors_for
from triage.models import Review
from ui.dates import day
from ui.fields import AutocompleteModel, LongText, Radios, Select
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


class JointForm(Form):
    second = AutocompleteModel(
        label="Second advisor",
        hint="They are asked to declare first. Then both can write, and the report says who wrote what.",
        missing="Choose the second advisor",
    )

    submit_label = "Ask them to write it too"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second"].queryset = second_advisors_for(review)


class TakeOffForm(Form):
    reason = LongText(
        label="Why does it go on without them?",
        hint="Those who run the case can read it.",
        rows=3,
        max_length=2_000,
    )

    submit_label = "Let it go on without them"


class ReturnForm(Form):
    reason = LongText(
        label="What more is needed, and why?",
        hint="The advisor reads this, and everybody who may read the triage.",
        rows=4,
        max_length=3_000,
    )

    submit_label = "Return it for more"


class CompareForm(Form):
    """Two revisions of one case's triage, in the address, so that a comparison can be kept and shared."""

    before = Select(label="Scoring", empty=None)
    after = Select(label="Beside", empty=None)

    method = "get"
    submit_label = "Compare"

    def __init__(self, *args: Any, scorings: Sequence[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.revision), f"{each.revision}, {day(each.reviewed_on)}") for each in scorings]
        for name in ("before", "after"):
            self.fields[name].choices = choices
