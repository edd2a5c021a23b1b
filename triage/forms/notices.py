"""Giving a reason for what the service asked about."""

from collections.abc import Sequence
from typing import Any

from django.forms.boundfield import BoundField

from triage.asking import AskedNow
from ui.fields import LongText
from ui.forms import Form, VersionField


class NoticesForm(Form):
    """One box for each notice; all may be left empty. It carries the version, which submitting checks."""

    version = VersionField()

    marks_optional = False
    submit_label = None
    form_tag = False

    def __init__(self, *args: Any, asked: Sequence[AskedNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for each in asked:
            self.fields[each.notice.key] = LongText(
                label="If it is right as it stands, say why",
                rows=2,
                max_length=2_000,
                count=False,
                required=False,
                initial=each.reason,
            )

    def rows(self) -> list[tuple[AskedNow, BoundField]]:
        """Return each notice with its box."""
        return [(each, self[each.notice.key]) for each in self.asked]

    def reasons(self) -> dict[str, str]:
        """Return the reasons given, by the notice's key."""
        return {each.notice.key: self.cleaned_data[each.notice.key] for each in self.asked}

    @property
    def said_something_new(self) -> bool:
        """Whether a reason differs from the one that is kept."""
        return any(self.cleaned_data[each.notice.key] != each.reason for each in self.asked)
