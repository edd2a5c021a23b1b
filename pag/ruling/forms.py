"""A new version of a quorum rule."""

from typing import Any

from pag.models import QuorumRule
from pag.models.quorum import Excluded, Needed
from ui import fields
from ui.dates import today
from ui.forms import Form, SubmissionKey


class QuorumForm(Form):
    """How many, who among them, who has no vote, from when, and where that comes from."""

    voting_minimum = fields.Number(label="Fewest voting members", min_value=1, max_value=30)
    needed = fields.Checkboxes(
        label="Who has to be among them?",
        hint="One of each is enough. One person can be only one of them.",
        choices=[(kind.value, kind.label[:1].upper() + kind.label[1:]) for kind in Needed],
        required=False,
        small=True,
    )
    excluded = fields.Checkboxes(
        label="Who has no vote in an item?",
        hint="They may be there, and are not counted.",
        choices=[(each.value, each.label[:1].upper() + each.label[1:]) for each in Excluded],
        required=False,
        small=True,
    )
    effective_from = fields.Day(
        label="In force from", hint="Meetings on that day or later go by it.", future=True, initial=today
    )
    source = fields.LongText(
        label="Where does the rule come from?",
        hint="Such as “Terms of reference of 3 March 2026, section 4”.",
        rows=2,
        max_length=1000,
    )
    submission_key = SubmissionKey()
    submit_label = "Make the new version"

    def __init__(self, *args: Any, rule: QuorumRule | None, **kwargs: Any) -> None:
        if rule:
            names = ("voting_minimum", "needed", "excluded")
            kwargs["initial"] = {name: getattr(rule, name) for name in names}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        fewest = answers.get("voting_minimum")
        if fewest and fewest < len(answers.get("needed") or []):
            self.add_error("voting_minimum", "Fewest voting members must be as many as have to be among them")
        return answers
