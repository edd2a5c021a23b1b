"""Declaring on cases before taking a part in them."""

from collections.abc import Sequence
from typing import Any

from cases.models import Case
from pag.actions import Answer
from pag.first import Asked
from pag.forms.aside import READ_BY
from pag.forms.declare import CHOICES, NONE, UNSURE, WITH_ANY, YES
from ui import fields
from ui.forms import Form


class FirstForm(Form):
    """One question a case, which shows its reference, name and place of work and nothing else.

    Where there are several, a second button says "none" in one step for all that are left unanswered.
    """

    submit_label = "Declare"

    def __init__(self, data: Any = None, *, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.asked = asked
        self.none_with_any = data is not None and WITH_ANY in data
        if len(asked) > 1:
            self.secondary = ("I have no connection with anybody where I gave no answer", WITH_ANY)
        for each in asked:
            key, case = each.case.pk, each.case
            place = case.practitioner.practice_name or "Place of work not recorded"
            self.fields[f"answer_{key}"] = fields.Radios(
                label=f"{case.reference}: {case.practitioner.name}",
                hint=f"{place}. You are asked to {each.to_do}.",
                choices=CHOICES,
                small=True,
                reveals={YES: [f"yes_{key}"], UNSURE: [f"unsure_{key}"]},
                required=not self.none_with_any,
                missing=f"Say whether you have a connection with {case.practitioner.name}",
            )
            for name, label in (
                (f"yes_{key}", "What is the connection?"),
                (f"unsure_{key}", "What may the connection be?"),
            ):
                self.fields[name] = fields.LongText(
                    label=label,
                    hint=READ_BY,
                    rows=2,
                    max_length=1000,
                    missing=f"Say what the connection with {case.practitioner.name} is, or may be",
                )

    def answers(self) -> dict[Case, Answer]:
        """Return what was declared, by case."""
        return {each.case: self._answer(each.case.pk) for each in self.asked}

    def _answer(self, key: int) -> Answer:
        data = self.cleaned_data
        said = data[f"yes_{key}"] or data[f"unsure_{key}"]
        return Answer(answer=data[f"answer_{key}"] or NONE, statement=said)
