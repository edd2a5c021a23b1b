"""How one bound field is shown: which template, which ids belong together, what it says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from ui.fields import AutocompleteModel, LongText
from ui.fields.choices import Revealing
from ui.fields.days import PARTS, DayBoxes
from ui.words import full_stop

KINDS: list[tuple[type[forms.Widget], str]] = [
    (DayBoxes, "day"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (forms.Select, "select"),
    (forms.Textarea, "long_text"),
    (forms.FileInput, "upload"),
    (forms.PasswordInput, "password"),
]
CLASSES = {
    "select": "nhsuk-select",
    "long_text": "nhsuk-textarea",
    "upload": "nhsuk-file-upload__input",
    "tick": "nhsuk-checkboxes__input",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
}


@dataclass(frozen=True)
class Option:
    """One radio or checkbox."""

    value: str
    label: str
    id: str
    checked: bool
    disabled: bool
    hint: str
    reveals: list[str]


@dataclass(frozen=True)
class Box:
    """One of a date's three boxes."""

    part: str
    name: str
    id: str
    value: str
    wrong: bool


class Asked:
    """A bound field as the templates under `nhsuk/fields/` need it."""

    def __init__(self, bound: BoundField, label: str = "", *, hint: bool = True) -> None:
        self.bound = bound
        self.field = bound.field
        self.name = bound.html_name
        self.label = label or bound.label
        self.hint = bound.help_text if hint else ""
        self.id = bound.auto_id or f"id_{bound.html_name}"
        self.kind = next((name for kind, name in KINDS if isinstance(self.field.widget, kind)), "text")
        if isinstance(self.field, AutocompleteModel):
            if self.field.all_at_once():
                self.kind = "radios"
            elif hint:
                self.hint = f"{full_stop(str(self.hint))} {self.field.how}".strip()
        self.template = f"nhsuk/fields/{self.kind}.html"
        # Grey text inside a box is taken for an answer; other people's forms bring it along.
        self.field.widget.attrs.pop("placeholder", None)
        self.theirs = getattr(bound.form, "theirs", {}).get(bound.name)

    @cached_property
    def errors(self) -> list[str]:
        return [str(error) for error in self.bound.errors]

    @property
    def optional(self) -> bool:
        """Whether the label says "(optional)": questions are asked, ticks and filters are not marked."""
        form = self.bound.form
        filters = getattr(form, "method", "post") == "get"
        marks = getattr(form, "marks_optional", True)
        marked = marks if isinstance(marks, bool) else self.bound.name in marks
        asked = not self.field.required and self.kind != "tick" and not self.field.disabled
        return asked and marked and not filters and "optional" not in str(self.label).lower()

    @property
    def counts(self) -> bool:
        return isinstance(self.field, LongText) and self.field.count

    @property
    def described_by(self) -> str:
        """The ids of hint, error, their version and count, in reading order."""
        said = [
            (self.hint, "hint"),
            (self.theirs is not None, "theirs"),
            (self.errors, "error"),
            (self.counts, "info"),
        ]
        return " ".join(f"{self.id}-{name}" for said_at_all, name in said if said_at_all)

    @property
    def focus_id(self) -> str:
        """Where a link from the error summary leads: the first control at fault."""
        if self.kind == "day":
            return next((box.id for box in self.boxes if box.wrong), f"{self.id}_day")
        if self.kind in ("radios", "checkboxes"):
            return self.options[0].id if self.options else self.id
        return self.id

    @property
    def control(self) -> str:
        """The widget's own HTML with the design system's classes and the descriptions linked."""
        classes = [CLASSES.get(self.kind, "nhsuk-input"), self.field.widget.attrs.get("class", "")]
        width = getattr(self.field, "width", None)
        if self.kind == "text" and isinstance(width, int):
            classes.append(f"nhsuk-input--width-{width}")
        if self.counts:
            classes.append("nhsuk-js-character-count")
        if self.errors:
            classes.append(f"{CLASSES.get(self.kind, 'nhsuk-input').split()[0]}--error")
        attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        return self.bound.as_widget(attrs=attrs)

    @cached_property
    def options(self) -> list[Option]:
        field = self.field
        hints = field.hints if isinstance(field, Revealing) else {}
        reveals = field.reveals if isinstance(field, Revealing) else {}
        shown = []
        for part in self.bound.subwidgets:
            value = part.data["value"]
            if not str(value) and isinstance(field, AutocompleteModel):
                # The empty line of a list is no radio button.
                continue
            row_hint = field.hint_for(value) if hasattr(field, "hint_for") else ""
            shown.append(
                Option(
                    value=str(value),
                    label=part.data["label"],
                    id=part.data["attrs"].get("id", f"{self.id}_{part.data['index']}"),
                    checked=part.data["selected"],
                    disabled=field.disabled,
                    hint=hints.get(str(value), row_hint),
                    reveals=[name for name in reveals.get(str(value), []) if name in self.bound.form.fields],
                )
            )
        return shown

    @cached_property
    def boxes(self) -> list[Box]:
        parts: list[dict[str, Any]] = self.bound.subwidgets[0].data["subwidgets"]
        codes = [error.code or "" for error in self.bound.errors.as_data()]
        at_fault = {part for code in codes for part in code.split("-") if part in PARTS}
        if codes and not at_fault:
            at_fault = set(PARTS)
        return [
            Box(
                part=name,
                name=part["name"],
                id=part["attrs"].get("id", f"{self.id}_{name}"),
                value="" if part["value"] is None else str(part["value"]),
                wrong=name in at_fault,
            )
            for name, part in zip(PARTS, parts, strict=True)
        ]


def in_order(form: Any) -> list[BoundField]:
    """Return the form's fields as they stand on the page, those in no layout last."""
    names = form.display_order() if hasattr(form, "display_order") else []
    return [form[name] for name in [*names, *(name for name in form.fields if name not in names)]]


@dataclass(frozen=True)
class Problem:
    """One line of the error summary. `href` is empty where no single field is at fault."""

    text: str
    href: str


def problems(form: Any) -> list[Problem]:
    """Return every error of a form or formset in the order of its fields."""
    if hasattr(form, "forms"):
        own = [Problem(str(error), "") for error in form.non_form_errors()]
        deleted = set(getattr(form, "deleted_forms", [])) if form.is_bound else set()
        return own + [each for one in form.forms if one not in deleted for each in problems(one)]
    found = [Problem(str(error), "") for error in form.non_field_errors()]
    for bound in in_order(form):
        href = "" if bound.is_hidden else f"#{Asked(bound).focus_id}"
        found += [Problem(str(error), href) for error in bound.errors]
    return found
