"""What is done with a version as a whole: copied, imported, compared, published, given up."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from triage.guides.file import LARGEST_MB
from triage.models import Guide
from ui.dates import today
from ui.fields import Day, Radios, Select, Upload
from ui.forms import Form, SubmissionKey, VersionField


class CopyForm(Form):
    """A button that brings its key, so that a double click begins one draft."""

    submission_key = SubmissionKey()


class ImportForm(Form):
    file = Upload(
        label="The file",
        hint=f"A JSON file as this service exports it, at most {LARGEST_MB} MB. It becomes a draft: nothing "
        "that is in force changes.",
        kinds=(".json",),
        max_mb=LARGEST_MB,
    )
    submission_key = SubmissionKey()

    submit_label = "Read the file"


class PublishForm(Form):
    """From which day. What that will do is shown on the next page."""

    when = Radios(
        label="From which day?",
        choices=[("today", "From today"), ("later", "From a later day")],
        reveals={"later": ["day"]},
        missing="Choose from which day",
    )
    day = Day(label="The first day")
    version = VersionField()

    submit_label = "See what that will do"

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day <= today():
            raise ValidationError("A later day must be after today")
        return day

    @property
    def effective_from(self) -> dt.date:
        """The day that was chosen."""
        return self.cleaned_data["day"] if self.cleaned_data["when"] == "later" else today()


class ConfirmForm(Form):
    """What was shown, said yes to."""

    effective_from = Day(label="The first day", widget=forms.HiddenInput())
    version = VersionField()


class WithdrawForm(Form):
    version = VersionField()

    submit_label = "Withdraw the draft"
    warning = True


class TakeOutForm(Form):
    version = VersionField()

    submit_label = "Take it out"
    warning = True


class MoveForm(Form):
    """The review and the guide as they were when the page was opened."""

    version = VersionField()
    guide = VersionField()

    submit_label = "Move this review"


class CompareForm(Form):
    other = Select(label="Compare with", missing="Choose a version")

    method = "get"
    submit_label = "Compare"

    def __init__(self, *args: Any, others: Sequence[Guide], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(str(each.pk), worded(each)) for each in others]


def worded(guide: Guide) -> str:
    """Return "Version 2: name", saying which is a draft or the default."""
    kind = "Default version" if guide.organisation_id is None else "Version"
    return f"{kind} {guide.version}: {guide.name}{'' if guide.published_at else ' (draft)'}"
