"""The forms in which a practice case is written, together: filled, sent, and read as one answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict

from triage.forms.filling import RISKS, number_of_risks
from triage.forms.practice import (
    EditPracticeForm,
    NewPracticeForm,
    PanelRiskForm,
    PanelRiskForms,
    PracticeForm,
)
from triage.models import Guide, PracticeCase
from triage.models.practice import MOST_RISKS
from triage.practice.contents import TEXTS, PracticeData, data_of
from triage.practice.wording import differences
from triage.scale import Scale
from ui.forms import Form
from ui.refusals import Refusal, Stale


@dataclass
class PracticePage:
    """One practice case on the page that writes it; `practice` is None before it is saved for the first time.

    `draft` is what was being typed, `blank_risks` how many empty risks are added to those there are.
    """

    guide: Guide
    practice: PracticeCase | None = None
    data: QueryDict | None = None
    draft: str = ""
    blank_risks: int = 0
    risks_saved_meanwhile: str = ""

    def __post_init__(self) -> None:
        """Fill the forms with what was being typed, over what is saved."""
        if self.draft and self.data is None:
            typed = QueryDict(self.draft)
            for form in self.forms():
                form.take_draft(typed)

    @cached_property
    def scale(self) -> Scale:
        return Scale(self.guide)

    @cached_property
    def main(self) -> PracticeForm:
        if self.practice is None:
            return NewPracticeForm(self.data)
        saved = {name: getattr(self.practice, name) for name in TEXTS}
        return EditPracticeForm(self.data, initial={**saved, "version": self.practice.edits})

    @cached_property
    def risks(self) -> BaseFormSet[PanelRiskForm]:
        saved = self.practice.risks.all() if self.practice else []
        initial: list[dict[str, Any]] = [PanelRiskForm.initial_of(risk) for risk in saved]
        typed = number_of_risks(QueryDict(self.draft)) if self.draft else 0
        rows = max(1, min(MOST_RISKS, (typed or len(initial)) + self.blank_risks))
        initial = [*initial, *({} for _ in range(rows))][:rows]
        return PanelRiskForms(self.data, prefix=RISKS, initial=initial, form_kwargs={"scale": self.scale})

    @property
    def risk_forms(self) -> list[PanelRiskForm]:
        return list(self.risks.forms)

    def forms(self) -> list[Form]:
        """Return the forms in the order of the page."""
        return [self.main, *self.risk_forms]

    def is_valid(self) -> bool:
        """Tell whether the shape of every answer is right; all of them are looked at."""
        # Every part is asked, also after one that is wrong, so that all the errors stand on the page.
        return all([self.main.is_valid(), self.risks.is_valid()])

    def answers(self, *, without_risk: int | None = None) -> PracticeData:
        """Return the whole case as answered; `without_risk` leaves one out, by its place from 0."""
        kept = [form for place, form in enumerate(self.risk_forms) if place != without_risk]
        return self.main.data_with(kept)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal above the page, with everything typed still there and what was saved beside it."""
        if isinstance(refusal, Stale) and self.practice is not None:
            now = PracticeCase.objects.whole().get(pk=self.practice.pk)
            refusal.theirs = differences(data_of(now), self.answers())
            self.risks_saved_meanwhile = refusal.theirs.get("risks", "")
        self.main.refuse(refusal)
