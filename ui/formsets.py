"""Rows of the same form, as many as needed: `components/rows.html` shows them."""

from typing import Any

from django import forms
from django.forms.utils import ErrorList

from ui.fields import Tick
from ui.forms import Form
from ui.words import in_sentence

# What the page can have counted; anything else was written by hand.
_COUNTS = {str(number) for number in range(1000)}


class Rows(forms.BaseFormSet):
    """A formset whose "add another" button works without JavaScript too.

    Where that button was pressed, `wants_another` is true, one more row is shown, nothing is checked and
    `is_valid()` is False: show the page again. Where there are several rows, and `one` says what a row is
    called, a sentence about one of them says which: "Action 2: enter the due date".
    """

    wants_another = False
    one = ""
    default_error_messages = {
        "missing_management_form": "Part of this page did not arrive. Please open it again",
        "too_many_forms": "There can be %(num)d of these at most",
        "too_few_forms": "There must be %(num)d of these at least",
    }

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        if data is not None and f"{prefix}-another" in data:
            self.wants_another = True
            data = data.copy()
            total = data.get(f"{prefix}-TOTAL_FORMS", "")
            data[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1 if total in _COUNTS else 1)
        super().__init__(data, *args, **kwargs)

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"] = Tick(label="Remove this one", required=False)

    def full_clean(self) -> None:
        if not self.wants_another:
            super().full_clean()
            self._say_which()
            return
        self._non_form_errors = ErrorList()
        self._errors: list[Any] = []
        for form in self.forms:
            form.hold()
            self._errors.append({})

    def _say_which(self) -> None:
        if not self.one or len(self.forms) < 2:
            return
        for number, form in enumerate(self.forms, start=1):
            for errors in form.errors.values():
                errors.data = [f"{self.one} {number}: {in_sentence(said)}" for said in errors]

    def is_valid(self) -> bool:
        return not self.wants_another and super().is_valid()

    @property
    def filled(self) -> list[dict[str, Any]]:
        """Return the cleaned answers of each row that holds something and was not removed."""
        gone = self.deleted_forms
        return [form.cleaned_data for form in self.forms if form.has_changed() and form not in gone]


def rows_of(form: type[Form], *, extra: int = 1, least: int = 0, most: int = 20, one: str = "") -> type[Rows]:
    """Return the formset class for rows of `form`: `extra` blank ones, `least` to `most` filled."""
    made: Any = forms.formset_factory(
        form,
        formset=Rows,
        extra=extra,
        min_num=least,
        validate_min=bool(least),
        max_num=most,
        validate_max=True,
        can_delete=True,
        can_delete_extra=True,
    )
    rows: type[Rows] = made
    rows.one = one
    return rows
