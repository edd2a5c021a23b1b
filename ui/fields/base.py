"""What every field of ours shares: label, hint, and sentences that name the field."""

from typing import Any

from django import forms

from ui import words


class Named(forms.Field):
    """A field that words its own errors from its label.

    `hint` is the quiet line under the label; `missing` replaces the sentence shown when a required
    field is left empty. `errors` adds to or replaces any other sentence by its code.
    """

    verb = "Enter"

    def __init__(
        self,
        *,
        label: str = "",
        hint: str = "",
        missing: str = "",
        errors: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.missing = missing
        self.own_errors = dict(errors or {})
        kwargs.setdefault("help_text", hint)
        super().__init__(label=label, **kwargs)
        self.word_errors()

    def word_errors(self) -> None:
        """Write the sentences anew from the label."""
        self.error_messages |= self.sentences(str(self.label or ""))
        if self.missing:
            self.error_messages["required"] = self.missing
        self.error_messages |= self.own_errors

    def sentences(self, label: str) -> dict[str, str]:
        """Return the sentences by error code for a field with this label."""
        start = words.at_start(label) or "This answer"
        return {
            "required": words.missing(label, verb=self.verb) if label else "This answer is needed",
            "null_characters_not_allowed": f"{start} has a character that cannot be kept",
        }
