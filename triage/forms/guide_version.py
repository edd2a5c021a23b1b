"""What is done with a version as a whole: copied, imported, compared, published, given up."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from triage.guides.file import LARGEST_MB
from triage.models import Guide
from ui.dates import today
from ui.fields import Day, Hidden, LongText, Radios, Select, Upload
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
    replaces = Radios(
        label="What does it become?",
        hint="In place of a draft: you see first what will be replaced.",
        required=False,
    )
    submission_key = SubmissionKey()

    marks_optional = False
    submit_label = "Read the file"

    def __init__(self, *args: Any, drafts: Sequence[Guide], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {str(each.pk): each for each in drafts}
        if not drafts:
            del self.fields["replaces"]
            return
        self.fields["replaces"].choices = [
            ("", "A new draft"),
            *(
                (key, f"What my draft of version {each.version}, “{each.name}”, says from now on")
                for key, each in self.drafts.items()
            ),
        ]
        self.fields["replaces"].initial = ""

    @property
    def replaced(self) -> Guide | None:
        """The draft that the file is to take the place of, if one was chosen."""
        return self.drafts.get(self.cleaned_data.get("replaces", ""))


class ReplaceForm(Form):
    """What was read from the file and shown beside the draft, said yes to."""

    content = Hidden(max_length=LARGEST_MB * 1024 * 1024)
    version = VersionField()

    submit_label = "Replace what the draft says"
    warning = True


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


class TakeBackForm(Form):
    why = LongText(
        label="Why is it withdrawn?",
        hint="Kept with the version. Whoever edits the guide reads it.",
        rows=3,
        max_length=2_000,
    )

    submit_label = "Withdraw this version"
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
    standing = "" if guide.published_at else " (draft)"
    return f"{kind} {guide.version}: {guide.name}{' (withdrawn)' if guide.withdrawn_at else standing}"
