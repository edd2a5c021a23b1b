"""Which of our fields stands for a model's field, where a form does not say."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from ui.fields.choices import Checkboxes, Radios, Select, Tick
from ui.fields.days import Day
from ui.fields.models import CheckboxesModel, SelectModel
from ui.fields.text import Email, LongText, Number, Text

# More options than this read better as a list than as radios.
MANY = 7
TYPED: list[tuple[type[models.Field], type[forms.Field]]] = [
    (models.DateField, Day),
    (models.IntegerField, Number),
    (models.EmailField, Email),
    (models.TextField, LongText),
    (models.CharField, Text),
]


def formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return our form field for a model field, with its label, hint, length and choices."""
    label = str(kwargs.get("label") or field.verbose_name)
    common: dict[str, Any] = {
        "label": label[:1].upper() + label[1:],
        "hint": str(kwargs.get("help_text") or field.help_text or ""),
        "required": not field.blank,
    }
    if field.has_default():
        common["initial"] = field.default
    if isinstance(field, models.BooleanField):
        return Tick(**{**common, "required": False})
    return chosen(field, common) or typed(field, common) or field.formfield(**kwargs)


def chosen(field: models.Field, common: dict[str, Any]) -> forms.Field | None:
    """Return the field for what is picked from a list; None for anything else."""
    if isinstance(field, ArrayField) and field.base_field.choices:
        return Checkboxes(choices=field.base_field.choices, **common)
    if field.choices:
        choices = [choice for choice in field.flatchoices if choice[0] not in ("", None)]
        return (Radios if len(choices) <= MANY else Select)(choices=choices, **common)
    if isinstance(field, models.ManyToManyField | models.ForeignKey):
        rows = field.remote_field.model.objects.all()  # type: ignore[attr-defined]
        return (SelectModel if isinstance(field, models.ForeignKey) else CheckboxesModel)(rows, **common)
    return None


def typed(field: models.Field, common: dict[str, Any]) -> forms.Field | None:
    """Return the field for what is typed; None for a kind of ours there is none of."""
    if isinstance(field, models.DateTimeField):
        return None
    ours = next((ours for kind, ours in TYPED if isinstance(field, kind)), None)
    if ours is None:
        return None
    if isinstance(field, models.CharField | models.TextField) and field.max_length:
        common = {**common, "max_length": field.max_length}
    return ours(**common)
