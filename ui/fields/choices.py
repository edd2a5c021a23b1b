"""Fields that are picked: radios, checkboxes, lists."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ui import words
from ui.fields.base import Named

Reveals = Mapping[str, Sequence[str]]


class Revealing(Named):
    """A choice whose options may carry hints and show further fields.

    `hints` gives a line under an option by its value. `reveals` names the fields an option shows:
    `{"yes": ["details"]}`. Those are asked for only when the option is picked, and emptied otherwise.
    `small` and `inline` change how the options are laid out.
    """

    verb = "Select"

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Reveals | None = None,
        small: bool = False,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value): list(names) for value, names in (reveals or {}).items()}
        self.small = small
        self.inline = inline
        super().__init__(**kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        copied = super().__deepcopy__(memo)
        copied.hints = dict(self.hints)
        copied.reveals = {value: list(names) for value, names in self.reveals.items()}
        return copied

    def sentences(self, label: str) -> dict[str, str]:
        listed = f"Select one of the answers listed for {words.with_article(label)}"
        return super().sentences(label) | {
            "invalid_choice": listed,
            "invalid_pk_value": listed,
            "invalid_list": listed,
        }

    def picked(self, data: Any) -> set[str]:
        """Return the submitted values as text, whether one or several were sent."""
        if data is None or data == "":
            return set()
        return {str(value) for value in data} if isinstance(data, (list, tuple, set)) else {str(data)}


class Radios(Revealing, forms.ChoiceField):
    """One of a few."""

    widget = forms.RadioSelect


def _yes_or_no(value: str) -> bool:
    """Return the answer; ValueError, which the field words, for what is neither."""
    return ("no", "yes").index(value) == 1


class YesNo(Revealing, forms.TypedChoiceField):
    """Yes or no; gives True, False, or None when not answered. `yes` and `no` may be worded."""

    widget = forms.RadioSelect

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        kwargs.setdefault("inline", not kwargs.get("reveals") and not kwargs.get("hints"))
        super().__init__(
            choices=[("yes", yes), ("no", no)],
            coerce=_yes_or_no,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(self.prepare_value(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class Checkboxes(Revealing, forms.MultipleChoiceField):
    """Any of a few."""

    widget = forms.CheckboxSelectMultiple

    def sentences(self, label: str) -> dict[str, str]:
        question = f"Select at least one answer to “{label.strip()}”"
        one = question if words.is_question(label) else f"Select at least one for “{words.at_start(label)}”"
        return super().sentences(label) | {"required": one}


class Tick(Named, forms.BooleanField):
    """One box to tick: a confirmation (required) or a switch (`required=False`)."""

    def sentences(self, label: str) -> dict[str, str]:
        return super().sentences(label) | {"required": f"Tick the box “{label.strip()}” to go on"}


class DropDown(forms.Select):
    """Django's drop-down list, without a template for every one of its options: lists can be long."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        shown = self.get_context(name, value, attrs)["widget"]
        if any(group for group, _options, _index in shown["optgroups"]):
            return super().render(name, value, attrs, renderer)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (option["value"], flatatt(option["attrs"]), option["label"])
                for _group, options, _index in shown["optgroups"]
                for option in options
            ),
        )
        return format_html('<select name="{}"{}>\n{}\n</select>', name, flatatt(shown["attrs"]), options)


class Select(Revealing, forms.ChoiceField):
    """One of many, in a drop-down list. `empty` words the first, empty line."""

    widget = DropDown

    def __init__(self, *, choices: Any = (), empty: str | None = "", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(choices=choices, **kwargs)

    @property
    def choices(self) -> Any:
        return super().choices

    @choices.setter
    def choices(self, value: Any) -> None:
        def listed() -> list[tuple[Any, Any]]:
            options = list(value() if callable(value) else value)
            has_empty = any(option[0] in ("", None) for option in options)
            return options if has_empty or self.empty is None else [("", self.empty), *options]

        forms.ChoiceField.choices.fset(self, listed)  # type: ignore[union-attr]


class Autocomplete(Select):
    """One of very many: a drop-down list that becomes a box to type in where JavaScript runs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-autocomplete"] = "true"
