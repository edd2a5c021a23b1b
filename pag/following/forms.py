"""How an action goes, that it is done, what changes about it and why."""

from typing import Any

from documents.models import Document
from pag.following.actions import Owner
from pag.following.listing import DUE
from pag.following.owners import people_who_may_own
from pag.forms.owned import THEMSELVES, OwnedForm
from pag.models import Action
from ui import fields
from ui.dates import today
from ui.forms import Form, SubmissionKey, VersionField

GOES_ON, DONE = "goes_on", "done"


class FilterForm(Form):
    """Which actions are listed."""

    group = fields.Select(label="Group", required=False, empty="Any")
    owner = fields.Select(label="Owner", required=False, empty="Anybody")
    due = fields.Select(label="Due", choices=list(DUE.items()), required=False, empty="At any time")
    method = "get"
    submit_label = "Show actions"
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        groups: list[tuple[str, str]],
        owners: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups
        self.fields["owner"].choices = owners


class FollowForm(Form):
    """It goes on, or it is done; in words, and perhaps by a document of the case."""

    state = fields.Radios(
        label="How far is it?",
        choices=[(GOES_ON, "It goes on"), (DONE, "It is done")],
        reveals={DONE: ["done_on"]},
    )
    done_on = fields.Day(label="Date it was done", past=True)
    words = fields.LongText(
        label="How does it go; or, where it is done, how do we know?",
        hint="What was done, who saw it, where it can be seen. The group reads this.",
        missing="Say how it goes, or how we know that it is done",
        rows=4,
        max_length=4000,
    )
    document = fields.SelectModel(
        label="A document of the case that shows it", required=False, empty_label="None"
    )
    submission_key = SubmissionKey()
    submit_label = "Save"

    def __init__(self, *args: Any, action: Action, documents: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"done_on": today()}, **kwargs)
        self.fields["done_on"].earliest = action.decision.decided_on
        if documents:
            field = self.fields["document"]
            field.queryset = documents
            field.words = lambda document: f"{document.number}. {document.title}"
        else:
            # An owner who has still to declare on the case sees none of its documents.
            del self.fields["document"]

    @property
    def is_done(self) -> bool:
        return bool(self.cleaned_data["state"] == DONE)

    @property
    def document_shown(self) -> Document | None:
        """The document that was chosen."""
        return self.cleaned_data.get("document")


class ReopenForm(Form):
    """Why an action is opened again."""

    reason = fields.LongText(label="Why is it opened again?", rows=3, max_length=2000)
    submit_label = "Open it again"


class ChangeForm(OwnedForm):
    """Who sees to it from now on, by when, and why that changes."""

    reason = fields.LongText(
        label="Why does it change?",
        hint="It is kept with the action, for the group and those who run the case.",
        rows=3,
        max_length=2000,
    )
    version = VersionField()
    submit_label = "Save the change"

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        initial = {
            "owner": THEMSELVES if action.practitioner else str(action.owner_id or ""),
            "owner_name": action.owner_name,
            "due_on": action.due_on,
            "version": action.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["due_on"].earliest = action.decision.decided_on
        self.offer(people_who_may_own(action.case), practitioner=action.case.practitioner.name)

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        return {
            "owner": Owner(self.person, answers["owner_name"], practitioner=self.is_practitioner),
            "due_on": answers["due_on"],
            "reason": answers["reason"],
            "version": answers["version"],
        }
