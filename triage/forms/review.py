"""The review's own questions, labelled with the template's field names, in the template's order."""

from collections.abc import Iterable
from typing import Any

from documents.models import Document
from triage.answers import DocumentRead
from ui.dates import today
from ui.fields import Checkboxes, Day, LongText, YesNo
from ui.forms import Form, VersionField

LONGEST_TITLE = 255


class ReviewForm(Form):
    """Nothing is required here: a draft may be saved half done, and submitting asks for what is missing."""

    version = VersionField()
    reviewed_on = Day(label="Date of review")
    summary = LongText(
        label="Summary of concern(s)",
        hint="What was raised, by date, in plain words. Nothing is proved until found.",
        rows=6,
        max_length=10_000,
        required=False,
    )
    documents = Checkboxes(
        label="Documents reviewed",
        hint="Pick what you have read. They are numbered in this order in the report.",
        required=False,
    )
    other_documents = LongText(
        label="Anything else you read",
        hint="One on each line, for example a letter you were sent on paper.",
        rows=3,
        max_length=2_000,
        required=False,
    )
    safeguarding = YesNo(
        label="Safeguarding concern(s)", reveals={"yes": ["safeguarding_details"]}, required=False
    )
    safeguarding_details = LongText(label="Details", rows=3, max_length=5_000, required=False)
    health = YesNo(
        label="Potential health concerns",
        hint="Being unwell never counts against anybody. This is asked so that support can be offered.",
        reveals={"yes": ["health_details"]},
        required=False,
    )
    health_details = LongText(label="Details", rows=3, max_length=5_000, required=False)

    marks_optional = False
    submit_label = None
    form_tag = False

    def __init__(self, *args: Any, documents: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = [(str(each.pk), str(each)) for each in documents]
        if not self.fields["documents"].choices:
            del self.fields["documents"]
            self.fields["other_documents"].label = "Documents reviewed"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("reviewed_on") and answers["reviewed_on"] > today():
            self.add_error("reviewed_on", "The date of review cannot be in the future")
        if any(len(line) > LONGEST_TITLE for line in self.lines()):
            self.add_error(
                "other_documents", f"Each document's name must be {LONGEST_TITLE} characters or fewer"
            )
        return answers

    def lines(self) -> list[str]:
        """Return the documents named by hand, one to a line."""
        return [
            line.strip() for line in self.cleaned_data.get("other_documents", "").splitlines() if line.strip()
        ]

    def documents_read(self) -> tuple[DocumentRead, ...]:
        """Return the documents picked and named, in the order of the page."""
        picked = [DocumentRead(document=int(key)) for key in self.cleaned_data.get("documents", [])]
        return (*picked, *(DocumentRead(title=line) for line in self.lines()))


class ReasonsForm(Form):
    """What the score and the rest lead to; it stands below the risks."""

    rationale = LongText(
        label="Rationale",
        hint="Why the score is what it is, so that the practitioner can see it too.",
        rows=6,
        max_length=10_000,
        required=False,
    )
    recommendation = LongText(
        label="Case recommendation",
        hint="What you suggest the group considers next.",
        rows=4,
        max_length=5_000,
        required=False,
    )
    additional = LongText(label="Any additional recommendations", rows=3, max_length=5_000, required=False)

    marks_optional = False
    submit_label = None
    form_tag = False
