"""What was raised, and whether anyone is unsafe today."""

from dataclasses import asdict
from typing import Any

from cases.actions.concern import NewConcern, as_recorded
from cases.actions.record import SafetyAnswer
from cases.models import Concern, ConcernSource
from ui import fields
from ui.dates import today
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import Fieldset, Section
from ui.refusals import Refusal, Stale

CONCERN = Section(
    "The concern",
    "concern_received_on",
    "category",
    "summary",
    Fieldset(
        "Who raised it",
        "source",
        "source_detail",
        hint="Protected: only those who run the case see who raised it, and no letter does.",
    ),
    hint="A concern does not mean that anything is proved. Write what happened, who saw it, when.",
)


def check_not_future(form: Form, name: str, sentence: str) -> None:
    """Add `sentence` to the field where its date lies in the future."""
    day = form.cleaned_data.get(name)
    if day and day > today():
        form.add_error(name, sentence)


class ConcernFields(Form):
    """The fields of one concern."""

    concern_received_on = fields.Day(label="Date the concern was received")
    category = fields.Radios(label="Category", choices=Concern.Category.choices)
    summary = fields.LongText(
        label="What was raised",
        hint="The first letter to the practitioner quotes it. Name no patient, and nobody who raised it.",
        rows=6,
        max_length=6000,
    )
    source = fields.Select(label="Source of the concern", choices=ConcernSource.Kind.choices)
    source_detail = fields.LongText(
        label="Name or detail of the source", rows=2, max_length=1000, required=False
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        check_not_future(
            self, "concern_received_on", "The date the concern was received cannot be in the future"
        )
        return answers

    def concern(self) -> NewConcern:
        """Return the concern as the actions take it."""
        answers = self.cleaned_data
        return NewConcern(
            category=answers["category"],
            received_on=answers["concern_received_on"],
            summary=answers["summary"],
            source=answers["source"],
            source_detail=answers["source_detail"],
        )


class SafetyFields(Form):
    """The question, and what a yes asks for."""

    unsafe = fields.YesNo(
        label="Is anyone unsafe today?",
        hint="Patients, colleagues, or the practitioner themselves.",
        yes="Yes, or it is not certain that everybody is safe",
        no="No",
        reveals={"yes": ["step", "decided_by", "review_on"]},
    )
    step = fields.LongText(
        label="Immediate step",
        hint="What was done today to keep people safe. The first letter to the practitioner quotes it.",
        rows=3,
        max_length=2000,
    )
    decided_by = fields.Text(label="Who decided it")
    review_on = fields.Day(label="Date the step will be reviewed")

    def safety(self) -> SafetyAnswer:
        """Return the answer as the actions take it."""
        answers = self.cleaned_data
        return SafetyAnswer(
            unsafe=answers["unsafe"],
            step=answers["step"] or "",
            decided_by=answers["decided_by"] or "",
            review_on=answers["review_on"],
        )


class AddConcernForm(ConcernFields):
    submission_key = SubmissionKey()
    layout = [CONCERN]
    submit_label = "Add the concern"


class CorrectConcernForm(ConcernFields):
    """What was recorded of a concern, to be put right."""

    version = VersionField()
    layout = [CONCERN]
    submit_label = "Save the correction"

    @staticmethod
    def initial_from(concern: Concern) -> dict[str, Any]:
        """Return what the form starts with."""
        stands = asdict(as_recorded(concern))
        return stands | {"concern_received_on": stands["received_on"], "version": concern.version}

    def refuse(self, refusal: Refusal) -> None:
        """Show what somebody else saved beside the field it belongs to."""
        if isinstance(refusal, Stale) and "received_on" in refusal.theirs:
            refusal.theirs["concern_received_on"] = refusal.theirs.pop("received_on")
        super().refuse(refusal)


class SafetyForm(SafetyFields):
    layout = ["unsafe"]
    submit_label = "Save the answer"
