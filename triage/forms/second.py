"""Asking for a second scoring and for somebody to make it; what was agreed; how many are drawn."""

from typing import Any

from django.core.exceptions import ValidationError

from triage.models import SecondScoring
from triage.scale import Scale
from triage.second import who_may_score_again
from ui.dates import today
from ui.fields import AutocompleteModel, Day, LongText, Number, Radios, Select, YesNo
from ui.forms import Form, SubmissionKey, VersionField


class AskForm(Form):
    person = AutocompleteModel(
        label="Second advisor",
        hint="They are asked to declare first. They see the case’s material and nothing of the first "
        "scoring, and are not told why they are asked. Nobody is listed who took part in the first, is kept "
        "from the case, or may have read how it was scored.",
        missing="Choose the second advisor",
    )

    submit_label = "Ask them to score it on their own"

    def __init__(self, *args: Any, scoring: SecondScoring, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = who_may_score_again(scoring.case)

    @property
    def nobody(self) -> bool:
        """Whether there is nobody to choose from."""
        return not self.fields["person"].queryset.exists()


class NotNeededForm(Form):
    why = LongText(
        label="Why is it not needed?",
        hint="Kept with the case. The second advisor does not read it.",
        rows=3,
        max_length=2_000,
    )

    submit_label = "Record that it is not needed"
    warning = True


class AgreeForm(Form):
    """The score that one of the two writes down for both, or that the responsible officer decides."""

    likelihood = Radios(label="Likelihood", small=True)
    severity = Radios(label="Severity", small=True)
    reason = LongText(
        label="Why this score?",
        hint="What you two talked about, and what decided it. Everybody who may read the triage reads this.",
        rows=5,
        max_length=5_000,
    )
    seen = VersionField()

    submit_label = "Ask the other advisor to confirm it"

    def __init__(self, *args: Any, scale: Scale, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["likelihood"].choices = [
            (str(each.score), f"{each.score} {each.label} ({each.probability})")
            for each in reversed(scale.likelihoods)
        ]
        self.fields["severity"].choices = [
            (str(each.score), f"{each.score} {each.label}") for each in reversed(scale.severities)
        ]
        if decides:
            del self.fields["seen"]
            self.fields["reason"].hint = (
                "What you read and whom you talked with, and what decided it. Both advisors read this, and "
                "everybody who may read the triage."
            )
            self.submit_label = "Decide this score"

    def given(self) -> dict[str, Any]:
        """Return the answers as the actions take them."""
        scores = {name: int(self.cleaned_data[name]) for name in ("likelihood", "severity")}
        return self.cleaned_data | scores


class AnswerForm(Form):
    """Whether one agrees on what the other advisor wrote down for both."""

    agrees = YesNo(
        label="Is this the score you agree on?",
        yes="Yes: it counts from now on",
        no="No, or not yet",
        reveals={"no": ["why"]},
    )
    why = LongText(
        label="What do you see differently?",
        hint="The other advisor reads this, and everybody who may read the triage.",
        rows=5,
        max_length=5_000,
    )

    submit_label = "Send my answer"


class PolicyForm(Form):
    sample_per_hundred = Number(
        label="How many in a hundred triages are drawn at random?",
        hint="From 0 to 100. Every colour has the same chance, so that being asked says nothing.",
        min_value=0,
        max_value=100,
        width=3,
    )
    every_red = YesNo(label="Is every Red scored a second time in addition?")
    effective_from = Day(label="The first day it counts", hint="Today or later.")
    source = LongText(label="Why, or where it comes from", rows=3, max_length=2_000)
    submission_key = SubmissionKey()

    submit_label = "Publish it"

    def clean_effective_from(self) -> Any:
        day = self.cleaned_data["effective_from"]
        if day and day < today():
            raise ValidationError("The first day must be today or later")
        return day


class PeriodForm(Form):
    """Which pairs the page of agreement counts."""

    of = Select(
        label="Which second scorings",
        choices=[("all", "All of them"), ("sample", "Only those drawn at random")],
        required=False,
        empty=None,
    )

    method = "get"
    submit_label = "Show"
