"""What the pages about documents ask."""

from typing import Any

from django import forms

from accounts.models import Person
from cases.models import Case
from cases.topics import CHOICES, closed_topics
from documents.models import Document
from files.sniffing import KINDS
from ui import fields
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import More


def topics_open_to(person: Person, case: Case) -> list[tuple[str, str]]:
    """Return the topics under which `person` may keep and see documents of `case`."""
    closed = closed_topics(person, case)
    return [(topic, label) for topic, label in CHOICES if topic not in closed]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class UploadForm(Form):
    """One or several files. The topic is asked once for all of them."""

    file = fields.Upload(
        label="Documents",
        hint="PDF, Word (.docx), pictures (JPEG, PNG or TIFF) or e-mails (.eml or .msg).",
        kinds=KINDS,
        widget=ManyFiles(),
    )
    topic = fields.Select(label="Topic", empty=None, initial="general")
    submission_key = SubmissionKey()

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topics


class RenameForm(Form):
    """Title and topic of a document."""

    title = fields.Text(label="Title", max_length=255)
    topic = fields.Radios(label="Topic", hint="It decides who may see the document.")
    version = VersionField()
    submit_label = "Save"

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topics


class MoveForm(Form):
    """Which case a document belongs to, and why it was here."""

    to = fields.AutocompleteModel(
        label="The right case",
        how="Type a reference or the practitioner's name.",
        few=0,
        required=False,
    )
    reference = fields.Text(
        label="Reference of the right case", hint="For example NW-2026-00042", width=20, required=False
    )
    reason = fields.LongText(
        label="What happened", hint="For the record, in a sentence.", rows=2, max_length=500
    )
    layout = ["to", More("The case is not in the list", "reference"), "reason"]
    submit_label = "Continue"
    # One of the two ways to name the case is needed.
    marks_optional = False
    LISTED = 300

    def __init__(self, *args: Any, document: Document, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = (
            Case.objects.visible_to(person)
            .filter(organisation=document.case.organisation_id)
            .exclude(pk=document.case_id)
            .select_related("practitioner")
        )
        newest = self.cases.open().order_by("-received_on", "-pk").values_list("pk", flat=True)[: self.LISTED]
        to = self.fields["to"]
        to.queryset = self.cases.filter(pk__in=list(newest)).order_by("-received_on", "-pk")
        to.words = lambda case: f"{case.reference} {case.practitioner.name}"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        typed = (answers.get("reference") or "").strip()
        if typed:
            answers["to"] = self.cases.filter(reference__iexact=typed).first()
            if answers["to"] is None:
                self.add_error(
                    "reference", f"There is no other case “{typed}” that you can see. Check the reference"
                )
        elif not answers.get("to") and "to" not in self.errors:
            self.add_error("to", "Select the case the document belongs to")
        return answers
