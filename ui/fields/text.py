"""Fields that are typed: text, long text, numbers, addresses."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxLengthValidator

from ui import words
from ui.fields.base import Named


class TooLong(BaseValidator):
    """Say how much too long the text is, and name the field."""

    code = "max_length"

    def __init__(self, limit: int, label: str) -> None:
        super().__init__(limit)
        self.label = label

    def __call__(self, value: str) -> None:
        over = len(value) - self.limit_value
        if over > 0:
            limit = words.counted(self.limit_value, "character")
            raise ValidationError(
                f"{words.at_start(self.label)} must be {limit} or fewer: "
                f"it is {words.counted(over, 'character')} too long",
                code=self.code,
            )


class Text(Named, forms.CharField):
    """One line of text. `width` is its width in characters (2, 3, 4, 5, 10, 20 or 30), or "full"."""

    input_type = "text"
    # A browser sends no further line from such a box; what else sends one may mean harm.
    one_line = True

    def __init__(
        self,
        *,
        width: int | str = "full",
        max_length: int | None = 200,
        autocomplete: str = "",
        spellcheck: bool | None = None,
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        self.width = width
        self.prefix = prefix
        self.suffix = suffix
        kwargs.setdefault("widget", forms.TextInput())
        super().__init__(max_length=max_length, **kwargs)
        if self.input_type != "text":
            self.widget.input_type = self.input_type
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete
        if spellcheck is not None:
            self.widget.attrs["spellcheck"] = "true" if spellcheck else "false"

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return words.on_one_line(text) if self.one_line and self.strip and text else text

    def word_errors(self) -> None:
        super().word_errors()
        self.validators = [v for v in self.validators if not isinstance(v, (MaxLengthValidator, TooLong))]
        if self.max_length is not None:
            self.validators.append(TooLong(self.max_length, str(self.label)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # The browser would cut pasted text silently; the sentence says by how much it is too long.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class LongText(Text):
    """Several lines. With `max_length` (and `count` left on) the page shows how much room is left."""

    one_line = False

    def __init__(
        self, *, rows: int = 5, max_length: int | None = 5000, count: bool = True, **kwargs: Any
    ) -> None:
        self.count = count and max_length is not None
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": ""}))
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.pop("cols", None)

    def to_python(self, value: Any) -> str:
        # Browsers send CRLF; counted as one, as the page counts it.
        text = super().to_python(value)
        return (text or "").replace("\r\n", "\n").replace("\r", "\n")


class Number(Named, forms.IntegerField):
    """A whole number; spaces and thousands commas are forgiven."""

    def __init__(self, *, width: int | str = 5, suffix: str = "", prefix: str = "", **kwargs: Any) -> None:
        self.width = width
        self.prefix = prefix
        self.suffix = suffix
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "spellcheck": "false"}))
        super().__init__(**kwargs)

    def sentences(self, label: str) -> dict[str, str]:
        start = words.at_start(label)
        return super().sentences(label) | {
            "invalid": f"{start} must be a whole number, like 12",
            "min_value": f"{start} must be %(limit_value)s or more",
            "max_value": f"{start} must be %(limit_value)s or less",
        }

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"[\s,]", "", value)
        return super().to_python(value)


class Email(Text, forms.EmailField):
    """An e-mail address."""

    input_type = "email"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("spellcheck", False)
        kwargs.setdefault("widget", forms.EmailInput())
        super().__init__(**kwargs)

    def sentences(self, label: str) -> dict[str, str]:
        return super().sentences(label) | {
            "invalid": f"{words.at_start(label)} must be like name@example.com"
        }


class Phone(Text):
    """A telephone number, kept as typed."""

    input_type = "tel"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("width", 20)
        kwargs.setdefault("autocomplete", "off")
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        digits = re.sub(r"\D", "", text)
        known = re.fullmatch(r"[\d\s()+.\-]*((ext|x)\.?\s*\d+)?", text, re.IGNORECASE)
        if text and (not known or not 6 <= len(digits) <= 20):
            raise ValidationError(
                f"{words.at_start(str(self.label))} must be like 01632 960 001 or +44 808 157 0192",
                code="invalid",
            )
        return text


class Hidden(Named, forms.CharField):
    """A value the page carries and nobody types."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput())
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
