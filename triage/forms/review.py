"""The review's own questions, labelled with the template's field names, in the template's order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.forms.boundfield import BoundField

from documents.models import Document
from triage.answers import DocumentRead
from triage.models import Band
from triage.parts import ALL
from ui.asking import Asked, Option
from ui.dates import today
from ui.fields import Checkboxes, Day, LongText, Number, Radios, YesNo
from ui.forms import Form, VersionField

LONGEST_TITLE = 255
ONE_ON_EACH_LINE = "One on each line, for example a letter you were sent on paper."
OF_PART = {
    "who": {"reviewed_on"},
    "concerns": {"summary", "documents", "other_documents"},
    "people": {"safeguarding", "safeguarding_details", "health", "health_details"},
}


class ReviewForm(Form):
    """Nothing is required here: a draft may be saved half done, and submitting asks for what is missing.

    Only the fields of `parts` are asked. `opened` says of each document whether the reader opened it.
    """

    version = VersionField()
    reviewed_on = Day(label="Date of review")
    summary = LongText(
        label="Summary of concern(s)",
        hint="What was raised, by date, in plain words.",
        rows=4,
        max_length=10_000,
        required=False,
    )
    documents = Checkboxes(
        label="Documents reviewed",
        hint="Tick what you have read. Each gets a number in the report, in the order you tick them.",
        required=False,
    )
    other_documents = LongText(
        label="Anything else you read",
        hint=f"{ONE_ON_EACH_LINE} They are numbered after those.",
        rows=2,
        max_length=2_000,
        count=False,
        required=False,
    )
    safeguarding = YesNo(
        label="Safeguarding concern(s)", reveals={"yes": ["safeguarding_details"]}, required=False
    )
    safeguarding_details = LongText(label="Details", rows=3, max_length=5_000, required=False)
    health = YesNo(
        label="Potential health concerns",
        hint="In their words, not our guess. Being unwell never counts against anybody: this is asked so "
        "that support can be offered.",
        reveals={"yes": ["health_details"]},
        required=False,
    )
    health_details = LongText(
        label="Details",
        hint="Read by those who may read the triage: the group, and the practitioner where it is shared. "
        "Not found by search.",
        rows=3,
        max_length=5_000,
        required=False,
    )

    marks_optional = frozenset({"other_documents"})
    submit_label = None
    form_tag = False

    def __init__(
        self,
        *args: Any,
        documents: Sequence[Document] = (),
        opened: Mapping[int, str] | None = None,
        parts: Collection[str] = ALL,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for part, names in OF_PART.items():
            if part not in parts:
                for name in names:
                    del self.fields[name]
        self.listed = list(documents) if "concerns" in parts else []
        if self.listed:
            field: Any = self.fields["documents"]
            field.choices = [(str(each.pk), each.title) for each in self.listed]
            field.hints = {str(pk): words for pk, words in (opened or {}).items()}
            for each in self.listed:
                self.fields[f"place_{each.pk}"] = Number(
                    label=f"Number of “{each.title}” in the report",
                    width=2,
                    min_value=1,
                    max_value=999,
                    required=False,
                )
        elif "concerns" in parts:
            del self.fields["documents"]
            self.fields["other_documents"].label = "Documents reviewed"
            self.fields["other_documents"].help_text = ONE_ON_EACH_LINE
            self.marks_optional = frozenset()

    def display_order(self) -> list[str]:
        """Return the fields as they stand on the page: each number beside its document."""
        places = [f"place_{each.pk}" for each in self.listed]
        names = [name for name in super().display_order() if name not in places]
        if places:
            at = names.index("documents") + 1
            names[at:at] = places
        return names

    def document_rows(self) -> list[tuple[Document, Option, BoundField]]:
        """Return each document with its tick and its number."""
        options = Asked(self["documents"]).options if self.listed else []
        return [
            (each, option, self[f"place_{each.pk}"])
            for each, option in zip(self.listed, options, strict=True)
        ]

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
        """Return the documents picked, by their numbers where they have one, then those named by hand."""
        picked = [int(key) for key in self.cleaned_data.get("documents", [])]
        last = len(picked) + 1_000
        picked.sort(key=lambda key: self.cleaned_data.get(f"place_{key}") or last)
        return (
            *(DocumentRead(document=key) for key in picked),
            *(DocumentRead(title=line) for line in self.lines()),
        )


class JudgementForm(Form):
    """The reviewer's own judgement of the overall rating, beside the computed one and never instead of it."""

    judged = YesNo(
        label="Do you judge the overall rating differently?",
        yes="Yes, I judge it differently",
        no="No",
        reveals={"yes": ["judged_colour", "judged_why"]},
        small=True,
        required=False,
    )
    judged_colour = Radios(
        label="The colour I judge it to be",
        hint="The computed rating stays. Your own is shown beside it, with your reason.",
        choices=Band.Colour.choices,
        small=True,
        inline=True,
        required=False,
    )
    judged_why = LongText(
        label="Why you judge it differently",
        hint="In words the practitioner can read.",
        rows=3,
        max_length=3_000,
        required=False,
    )

    marks_optional = frozenset({"judged"})
    submit_label = None
    form_tag = False

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        said_more = answers.get("judged_colour") or answers.get("judged_why")
        if answers.get("judged") and not said_more and not self.errors:
            self.add_error("judged_colour", "Choose the colour you judge the overall rating to be")
        return answers


class ReasonsForm(Form):
    """What the score and the rest lead to; it stands below the risks."""

    rationale = LongText(
        label="Rationale",
        hint="Why the score is what it is, so that the practitioner can see it too. Two or three sentences a "
        "risk are enough: the report shows the risks beside it.",
        rows=4,
        max_length=10_000,
        required=False,
    )
    recommendation = LongText(
        label="Case recommendation",
        hint="What you suggest the group considers next.",
        rows=3,
        max_length=5_000,
        required=False,
    )
    additional = LongText(label="Any additional recommendations", rows=3, max_length=5_000, required=False)

    marks_optional = frozenset({"additional"})
    submit_label = None
    form_tag = False
