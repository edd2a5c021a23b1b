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


def formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return our form field for a model field, with its label, hint, length and choices."""
    common: dict[str, Any] = {
        "label": kwargs.get("label") or str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:],
        "hint": str(kwargs.get("help_text") or field.help_text or ""),
        "required": not field.blank,
    }
    if field.has_default():
        common["initial"] = field.default
    if isinstance(field, ArrayField) and field.base_field.choices:
        return Checkboxes(choices=field.base_field.choices, **common)
    if field.choices:
        choices = [choice for choice in field.flatchoices if choice[0] not in ("", None)]
        return (Radios if len(choices) <= MANY else Select)(choices=choices, **common)
    if isinstance(field, models.ManyToManyField):
        return CheckboxesModel(field.remote_field.model._default_manager.all(), **common)
    if isinstance(field, models.ForeignKey):
        return SelectModel(field.remote_field.model._default_manager.all(), **common)
    if isinstance(field, models.BooleanField):
        return Tick(**{**common, "required": False})
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return Day(**common)
    if isinstance(field, models.IntegerField):
        return Number(**common)
    if isinstance(field, models.EmailField):
        return Email(max_length=field.max_length, **common)
    if isinstance(field, models.TextField):
        return LongText(max_length=field.max_length or 5000, **common)
    if isinstance(field, models.CharField):
        return Text(max_length=field.max_length, **common)
    return field.formfield(**kwargs)
