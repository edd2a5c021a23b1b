"""The same choices, offered from the database."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet

from ui.fields.choices import DropDown, Revealing

Words = Callable[[Any], str]


class FromModel(Revealing):
    """Offers the rows of `queryset` (set it in the form's `__init__` to what the person may see).

    `words` gives a row's text, `row_hint` the line under it.
    """

    def __init__(
        self,
        queryset: QuerySet[Any] | None = None,
        *,
        words: Words | None = None,
        row_hint: Words | None = None,
        **kwargs: Any,
    ) -> None:
        self.words = words
        self.row_hint = row_hint
        super().__init__(queryset=queryset, **kwargs)

    def label_from_instance(self, row: Model) -> str:
        return self.words(row) if self.words else str(row)

    def hint_for(self, value: Any) -> str:
        """Return the line under an option; `value` is the widget's choice value."""
        row = getattr(value, "instance", None)
        return self.row_hint(row) if self.row_hint and row is not None else ""


class SelectModel(FromModel, forms.ModelChoiceField):
    """One row of many, in a drop-down list."""

    widget = DropDown

    def __init__(self, queryset: QuerySet[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "")
        super().__init__(queryset, **kwargs)


# So many rows are still shown all at once, as radio buttons.
FEW = 7


class AutocompleteModel(SelectModel):
    """One row of many: a list that becomes a box to type in where JavaScript runs; few are radio buttons.

    `how` says how the box is used, where there is one. `few=0` makes it a box however few there are. Under a
    radio button stands the row's hint, else the job title of a person.
    """

    def __init__(
        self,
        queryset: QuerySet[Any] | None = None,
        *,
        how: str = "Type a name, or choose from the list.",
        few: int = FEW,
        **kwargs: Any,
    ) -> None:
        super().__init__(queryset, **kwargs)
        self.how = how
        self.few = few
        self.widget.attrs["data-autocomplete"] = "true"

    def all_at_once(self) -> bool:
        """Tell whether there are so few rows that they are shown as radio buttons."""
        if not self.few or self.queryset is None:
            return False
        return 0 < self.queryset[: self.few + 1].count() <= self.few

    def hint_for(self, value: Any) -> str:
        row = getattr(value, "instance", None)
        return super().hint_for(value) or str(getattr(row, "job_title", ""))


class RadiosModel(FromModel, forms.ModelChoiceField):
    """One row of a few. `none` words an extra option for "none of these"."""

    widget = forms.RadioSelect

    def __init__(
        self, queryset: QuerySet[Any] | None = None, *, none: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(queryset, empty_label=none, blank=none is None, **kwargs)


class CheckboxesModel(FromModel, forms.ModelMultipleChoiceField):
    """Any rows of a few."""

    widget = forms.CheckboxSelectMultiple
