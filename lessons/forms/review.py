"""The form of a lessons review: its three steps on one page, in the template's order."""

import datetime as dt
from typing import Any

from lessons.models import FactorType, Framework, Outcome
from lessons.reading import side_by_side
from ui import forms
from ui.dates import today
from ui.fields import Checkboxes, Day, LongText
from ui.layout import Block, Include, Layout, More, Row, Section

OUTCOMES = {
    Outcome.FACT: "Agreed facts: what everybody involved can agree happened.",
    Outcome.OPINION: "Shared opinions: what people think, which may differ.",
}


class Reflection(Block):
    """Questions side by side, with what their answers are said above them and shown at their side."""

    template = "lessons/form/reflection.html"

    def __init__(self, outcome: str, *items: "str | Block") -> None:
        super().__init__(Row(*items))
        self.outcome = outcome

    def context(self, form: Any) -> dict[str, Any]:
        return {
            "outcome": self.outcome,
            "says": OUTCOMES.get(Outcome(self.outcome), "") if self.outcome else "",
        }


class FactorKind(More):
    """One type of factor, folded away until something in it is chosen, here or by somebody else."""

    def context(self, form: Any) -> dict[str, Any]:
        shown = super().context(form)
        return shown | {"open": shown["open"] or any(name in form.theirs for name in self.field_names())}


class ReviewForm(forms.Form):
    """Everything of a review but its rows. Fields are made from the framework the review was started with."""

    group_on = Day(past=True)
    background = LongText(
        label="Additional information",
        hint="Only what the case does not hold already.",
        required=False,
        max_length=10000,
        count=False,
    )
    version = forms.VersionField()
    submit_label = None
    form_tag = False
    narrow = False
    marks_optional = False

    def __init__(
        self, *args: Any, framework: Framework, group: str, meets_on: dt.date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if meets_on and meets_on > today():
            # Begun before the group has met: the day it meets stands.
            self.fields["group_on"].past, self.fields["group_on"].latest = False, meets_on
        self.fields["group_on"].label = f"{group} date"
        self.fields["group_on"].word_errors()
        self.parts: list[str | Block] = []
        self.types = list(framework.types.prefetch_related("factors"))
        self.questions = list(framework.questions.all())
        for question in self.questions:
            self.fields[f"point_{question.key}"] = LongText(
                label=question.question,
                hint=question.hint,
                rows=6,
                max_length=5000,
                count=False,
                required=False,
            )
        for kind in self.types:
            self._add_factors(kind)

    def _add_factors(self, kind: FactorType) -> None:
        factors = list(kind.factors.all())
        self.fields[f"factors_{kind.key}"] = Checkboxes(
            label=f"{kind.label}: which of these contributed?",
            hint=kind.plain,
            choices=[(factor.key, factor.label) for factor in factors],
            hints={factor.key: factor.prompt for factor in factors},
            reveals={factor.key: [f"how_{factor.key}"] for factor in factors},
            required=False,
        )
        for factor in factors:
            self.fields[f"how_{factor.key}"] = LongText(
                label="How it contributed", rows=3, max_length=3000, count=False, required=False
            )

    def whole_layout(self) -> Layout:
        """Return the hidden version and then the steps."""
        return Layout("version", *self.parts)

    def lay_out(self, *, summary: Include, lessons: Any, actions: Any) -> None:
        """Put the fields, the case's summary and the rows in the template's order."""
        pairs = [
            Reflection(group[0].outcome, *(f"point_{question.key}" for question in group))
            for group in side_by_side(self.questions)
        ]
        factors = [FactorKind(kind.label, f"factors_{kind.key}") for kind in self.types]
        self.parts = [
            Section("Step 1: reflection", "group_on", *pairs),
            Section(
                "Step 2: background and summary of the case",
                summary,
                "background",
            ),
            Section(
                "Step 3 (1): key lessons",
                Include(
                    "components/rows.html", formset=lessons, one="lesson", add_label="Add another lesson"
                ),
            ),
            Section(
                "Step 3 (2): contributory factors, and how each contributed",
                *factors,
                hint="Go through all seven types. What people do comes more from their situation "
                "than from who they are.",
            ),
            Section(
                "Step 3 (3): actions for learning and system improvement",
                Include(
                    "components/rows.html", formset=actions, one="action", add_label="Add another action"
                ),
            ),
        ]
