"""The review's forms together, all or those of one section: filled, sent, and read as one answer."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict

from accounts.models import Person
from documents.models import Document
from triage.answers import ReviewData
from triage.documents_read import documents_open_to, opened_words
from triage.forms.factors import FactorsForm
from triage.forms.filling import FACTORS, RISKS, number_of_risks, of_factors, of_review, of_risk
from triage.forms.review import JudgementForm, ReasonsForm, ReviewForm
from triage.forms.risk import MOST, RiskForm, RiskForms
from triage.models import Review
from triage.parts import ALL
from triage.policies import Missing
from triage.reading import answers_of
from triage.scale import Scale
from triage.wording import LONG_TEXTS, documents_words, risks_words
from ui.asking import Asked
from ui.forms import Form
from ui.refusals import Refusal, Stale

PLAIN = (
    "reviewed_on", "summary", "safeguarding", "safeguarding_details", "health", "health_details",
    "judged_colour", "judged_why", "rationale", "recommendation", "additional",
)  # fmt: skip


@dataclass
class ReviewPage:
    """One review, or one section of it, on its page. `parts` are the keys of the sections that are asked.

    `risks_saved_meanwhile` is shown where somebody saved first.
    """

    review: Review
    person: Person
    data: QueryDict | None = None
    draft: str = ""
    blank_risks: int = 0
    parts: Collection[str] = field(default=ALL)
    risks_saved_meanwhile: str = ""

    def __post_init__(self) -> None:
        """Fill the forms with what was being typed (`draft`), over what is saved."""
        if not self.draft or self.data is not None:
            return
        typed = QueryDict(self.draft)
        for form in self.forms():
            form.take_draft(typed)
        if typed.get("version") != str(self.review.version):
            self._show_what_was_saved_since()

    @cached_property
    def scale(self) -> Scale:
        return Scale(self.review.guide)

    @cached_property
    def saved(self) -> ReviewData:
        return answers_of(self.review)

    @cached_property
    def documents(self) -> list[Document]:
        """The case's documents that are open to whoever writes."""
        return list(documents_open_to(self.review, self.person))

    @cached_property
    def main(self) -> ReviewForm:
        """Always there: it carries the version."""
        documents = self.documents if "concerns" in self.parts else []
        opened = opened_words(documents, self.person, self.review.case) if documents else {}
        return ReviewForm(
            self.data, documents=documents, opened=opened, parts=self.parts, initial=of_review(self.review)
        )

    @cached_property
    def factors(self) -> FactorsForm | None:
        if "factors" not in self.parts:
            return None
        return FactorsForm(self.data, scale=self.scale, prefix=FACTORS, initial=of_factors(self.review))

    @cached_property
    def risks(self) -> BaseFormSet[RiskForm] | None:
        if "risks" not in self.parts:
            return None
        initial: list[dict[str, Any]] = [of_risk(risk) for risk in self.review.risks.all()]
        total = number_of_risks(QueryDict(self.draft)) if self.draft else len(initial)
        rows = max(1, min(MOST, (total or len(initial)) + self.blank_risks))
        initial = [*initial, *({} for _ in range(rows))][:rows]
        return RiskForms(self.data, prefix=RISKS, initial=initial, form_kwargs={"scale": self.scale})

    @cached_property
    def judgement(self) -> JudgementForm | None:
        if "risks" not in self.parts:
            return None
        return JudgementForm(self.data, initial=of_review(self.review))

    @cached_property
    def reasons(self) -> ReasonsForm | None:
        return ReasonsForm(self.data, initial=of_review(self.review)) if "reasons" in self.parts else None

    @property
    def risk_forms(self) -> list[RiskForm]:
        return list(self.risks.forms) if self.risks is not None else []

    def forms(self) -> list[Form]:
        """Return the forms in the order of the page."""
        asked = [self.main, self.factors, *self.risk_forms, self.judgement, self.reasons]
        return [each for each in asked if each is not None]

    def is_valid(self) -> bool:
        """Tell whether the shape of every answer is right; all of them are looked at."""
        parts = [self.main, self.factors, self.risks, self.judgement, self.reasons]
        # Every part is asked, also after one that is wrong, so that all the errors stand on the page.
        valid = [part.is_valid() for part in parts if part is not None]
        return all(valid) and (self.risks is None or bool(self.risks.forms))

    def answers(self, *, without_risk: int | None = None) -> ReviewData:
        """Return the answers, those of sections that were not asked as they are saved.

        `without_risk` leaves one risk out, by its place from 0.
        """
        given: dict[str, Any] = {}
        for form in (self.main, self.judgement, self.reasons):
            given |= form.cleaned_data if form is not None else {}
        changes = {name: given[name] for name in PLAIN if name in given}
        if "concerns" in self.parts:
            changes["documents"] = self.main.documents_read()
        if self.factors is not None:
            changes["factors"] = self.factors.answers()
        if self.risks is not None:
            risks = [form.answers() for place, form in enumerate(self.risk_forms) if place != without_risk]
            changes["risks"] = tuple(each for each in risks if not each.blank)
        return replace(self.saved, **changes)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal above the page, with everything typed still there."""
        self.main.refuse(refusal)
        if isinstance(refusal, Stale):
            self._show_theirs(refusal.theirs)

    def _show_theirs(self, theirs: dict[str, str]) -> None:
        if "documents" in theirs and "documents" not in self.main.fields:
            theirs = theirs | {"other_documents": theirs["documents"]}
        for form in self.forms():
            if not isinstance(form, RiskForm):
                form.theirs = {name: text for name, text in theirs.items() if name in form.fields}
        self.risks_saved_meanwhile = theirs.get("risks", "")

    def _show_what_was_saved_since(self) -> None:
        """Show what is saved beside what was typed before it, where a draft is older than the last save."""
        theirs = {"risks": risks_words(self.saved)}
        for form in (self.main, self.judgement, self.reasons):
            for name in LONG_TEXTS:
                if (
                    form is not None
                    and name in form.fields
                    and form.initial.get(name) != getattr(self.review, name)
                ):
                    theirs[name] = getattr(self.review, name)
        picked = of_review(self.review)
        if any(self.main.initial.get(name) != picked[name] for name in ("documents", "other_documents")):
            theirs["documents"] = documents_words(self.review)
        if self.factors is not None:
            theirs |= {
                f"{each.factor}_why": each.why
                for each in self.saved.factors
                if each.why != self.factors.initial.get(f"{each.factor}_why")
            }
        self._show_theirs(theirs)

    def point_at(self, missing: list[Missing]) -> None:
        """Put the sentences beside the fields they are about."""
        for each in missing:
            form, name = self._place(each)
            form.add_error(name, each.sentence)

    def saved_as(self, version: int) -> None:
        """Carry the version that now stands, so that the page can be saved again."""
        now: Any = copy.copy(self.main.data)
        now["version"] = str(version)
        self.main.data = now

    def address_of(self, missing: Missing) -> str:
        """Return the id of the control a sentence is about."""
        form, name = self._place(missing)
        return Asked(form[name]).focus_id

    def _place(self, missing: Missing) -> tuple[Form, str]:
        if missing.risk is None:
            for form in (self.judgement, self.reasons, self.factors):
                if form is not None and missing.field in form.fields:
                    return form, missing.field
            return self.main, missing.field if missing.field in self.main.fields else "other_documents"
        # Blank risks were not saved, so the places of those that were skip them.
        written = [form for form in self.risk_forms if not (form.is_bound and form.answers().blank)]
        risk = (written or self.risk_forms)[missing.risk]
        return risk, f"severity_{self.scale.domains[0].key}" if missing.field == "severity" else missing.field
