"""One file, sent with the form. Many files, one after another: see `components/upload_many.html`."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ui import words
from ui.fields.base import Named


class Upload(Named, forms.FileField):
    """A file. `kinds` are the endings allowed (".pdf"), `max_mb` the largest size; both are said on the page.

    What a file really is, is decided by `files` from its bytes; this only helps people pick the right one.
    """

    verb = "Choose"

    def __init__(self, *, kinds: tuple[str, ...] = (), max_mb: int | None = None, **kwargs: Any) -> None:
        self.kinds = tuple(kind.lower() for kind in kinds)
        self.max_mb = max_mb
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("widget", forms.FileInput())
        super().__init__(**kwargs)
        if self.kinds:
            self.widget.attrs["accept"] = ",".join(self.kinds)

    def sentences(self, label: str) -> dict[str, str]:
        return super().sentences(label) | {
            "required": f"Choose a file for “{words.at_start(label)}”",
            "missing": f"Choose a file for “{words.at_start(label)}”",
            "invalid": "The file did not arrive whole. Please choose it again",
            "empty": f"The file chosen for “{words.at_start(label)}” is empty. Please choose another",
            "max_length": "The file's name is too long. Please shorten it and choose the file again",
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        chosen = super().clean(data, initial)
        if data and chosen is data:
            name = PurePath(str(data.name)).name
            if self.max_mb is not None and data.size > self.max_mb * 1024 * 1024:
                raise ValidationError(
                    f"{name} is {data.size / 1024 / 1024:.0f} MB. The largest file that can be sent here is "
                    f"{self.max_mb} MB",
                    code="too_large",
                )
            if self.kinds and not name.lower().endswith(self.kinds):
                listed = ", ".join(kind.lstrip(".").upper() for kind in self.kinds)
                raise ValidationError(f"{name} must be one of these kinds: {listed}", code="kind")
        return chosen
