"""A date in three boxes."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ui import words
from ui.dates import day as in_words
from ui.dates import today
from ui.fields.base import Named

PARTS = ("day", "month", "year")
MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip


class DayBoxes(forms.MultiWidget):
    """Three text boxes named `<name>_day`, `<name>_month` and `<name>_year`."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str) and value:
            try:
                value = dt.date.fromisoformat(value[:10])
            except ValueError:
                return ["", "", ""]
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            if "id" in box["attrs"]:
                box["attrs"]["id"] = f"{context['widget']['attrs']['id']}_{part}"
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


def month_number(text: str) -> int | None:
    """Return 1 to 12 for "3", "03", "Mar" or "March"; None for anything else."""
    text = text.strip().lower().rstrip(".")
    if text.isdecimal() and text.isascii():
        return int(text) if 1 <= int(text) <= 12 else None
    if len(text) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(text[:9])), None) or (
        9 if text == "sept" else None
    )


def whole_number(text: str) -> int | None:
    """Return the number typed, or None where it is none."""
    text = text.strip()
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else None


class Day(Named, forms.Field):
    """A date, typed in three boxes; a month may be a name. Gives a `datetime.date` or None.

    `earliest` and `latest` may be dates; `past=True` refuses dates after London's today,
    `future=True` those before it. The error's code names the boxes at fault, joined by hyphens.
    """

    widget = DayBoxes

    def __init__(
        self,
        *,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        past: bool = False,
        future: bool = False,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest, self.past, self.future = earliest, latest, past, future
        super().__init__(**kwargs)

    def refuse(self, sentence: str, *parts: str) -> ValidationError:
        return ValidationError(f"{words.at_start(str(self.label))} {sentence}", code="-".join(parts or PARTS))

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str):
            value = DayBoxes().decompress(value)
        typed = [str(part if part is not None else "").strip() for part in (value or [])]
        if not any(typed):
            return None
        lacking = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if lacking:
            raise self.refuse("must include a " + " and a ".join(lacking), *lacking)
        number, month, year = whole_number(typed[0]), month_number(typed[1]), whole_number(typed[2])
        if year is None or not 1000 <= year <= 9999:
            raise self.refuse("must include a year with 4 numbers, like 2026", "year")
        if month is None:
            raise self.refuse("must include a real month, like 3 or March", "month")
        try:
            return dt.date(year, month, number or 0)
        except ValueError:
            raise self.refuse("must be a real date", "day") from None

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.past and value > today():
            raise self.refuse("must be today or in the past")
        if self.future and value < today():
            raise self.refuse("must be today or in the future")
        if self.earliest and value < self.earliest:
            raise self.refuse(f"must be {in_words(self.earliest)} or later")
        if self.latest and value > self.latest:
            raise self.refuse(f"must be {in_words(self.latest)} or earlier")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
