"""The review page's forms together: filled from a review, a draft or a request, and read as one answer."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict

from accounts.models import Person
from documents.models import Document
from triage.answers import ReviewData
from triage.forms.factors import FactorsForm
from triage.forms.review import ReasonsForm, ReviewForm
from triage.forms.risk import MOST, RiskForm, RiskForms
from triage.models import Review
from triage.policies import Missing
from triage.scale import Scale
from triage.wording import LONG_TEXTS, risk_line
from ui.asking import Asked
from ui.forms import Form
from ui.refusals import Refusal, Stale

RISKS, FACTORS = "risk", "factor"


@dataclass
class ReviewPage:
    """One review on its page. `risks_saved_meanwhile` is shown where somebody saved first."""

    review: Review
    scale: Scale
    main: ReviewForm
    factors: FactorsForm
    risks: BaseFormSet[RiskForm]
    reasons: ReasonsForm
    risks_saved_meanwhile: str = ""

    @classmethod
    def filled(cls, review: Review, person: Person, *, draft: str = "", blank_risks: int = 0) -> ReviewPage:
        """Return the page with what is saved, or was being typed (`draft`), and more blank risks."""
        scale = Scale(review.guide)
        initial = [_of_risk(risk) for risk in review.risks.all()]
        typed = QueryDict(draft)
        total = _count(typed) if draft else len(initial)
        rows = max(1, min(MOST, total + blank_risks))
        initial = (initial + [{}] * rows)[:rows]
        page = cls(
            review=review,
            scale=scale,
            main=ReviewForm(documents=open_documents(review, person), initial=_of_review(review)),
            factors=FactorsForm(scale=scale, prefix=FACTORS, initial=_of_factors(review)),
            risks=RiskForms(prefix=RISKS, initial=initial, form_kwargs={"scale": scale}),
            reasons=ReasonsForm(initial=_of_review(review)),
        )
        if draft:
            for form in page.forms():
                form.take_draft(typed)
            if typed.get("version") != str(review.version):
                page.show_what_was_saved_since()
        return page

    @classmethod
    def sent(cls, data: QueryDict, review: Review, person: Person) -> ReviewPage:
        """Return the page as it was sent."""
        scale = Scale(review.guide)
        return cls(
            review=review,
            scale=scale,
            main=ReviewForm(data, documents=open_documents(review, person)),
            factors=FactorsForm(data, scale=scale, prefix=FACTORS),
            risks=RiskForms(data, prefix=RISKS, form_kwargs={"scale": scale}),
            reasons=ReasonsForm(data),
        )

    def forms(self) -> list[Form]:
        return [self.main, self.factors, *self.risks.forms, self.reasons]

    def is_valid(self) -> bool:
        """Tell whether the shape of every answer is right; all of them are looked at."""
        parts = [self.main, self.factors, self.risks, self.reasons]
        # Every part is asked, also after one that is wrong, so that all the errors stand on the page.
        valid = [part.is_valid() for part in parts]
        return all(valid) and bool(self.risks.forms)

    def data(self, *, without_risk: int | None = None) -> ReviewData:
        """Return the answers. `without_risk` leaves one risk out, by its place from 0."""
        given = self.main.cleaned_data | self.reasons.cleaned_data
        risks = [form.answers() for place, form in enumerate(self.risks.forms) if place != without_risk]
        return ReviewData(
            reviewed_on=given["reviewed_on"],
            summary=given["summary"],
            documents=self.main.documents_read(),
            safeguarding=given["safeguarding"],
            safeguarding_details=given["safeguarding_details"],
            health=given["health"],
            health_details=given["health_details"],
            factors=self.factors.answers(),
            risks=tuple(each for each in risks if not each.blank),
            rationale=given["rationale"],
            recommendation=given["recommendation"],
            additional=given["additional"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal above the page, with everything typed still there."""
        self.main.refuse(refusal)
        if isinstance(refusal, Stale):
            self.reasons.theirs = {
                name: text for name, text in refusal.theirs.items() if name in self.reasons.fields
            }
            self.risks_saved_meanwhile = refusal.theirs.get("risks", "")

    def show_what_was_saved_since(self) -> None:
        """Show what is saved beside what was typed before it, where a draft is older than the last save."""
        for form in (self.main, self.reasons):
            saved = {name: getattr(self.review, name) for name in LONG_TEXTS if name in form.fields}
            form.theirs = {name: text for name, text in saved.items() if text != form.initial.get(name)}
        self.risks_saved_meanwhile = "\n".join(risk_line(risk) for risk in self.review.risks.all())

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
            if missing.field in self.reasons.fields:
                return self.reasons, missing.field
            return self.main, missing.field if missing.field in self.main.fields else "other_documents"
        # Blank risks were not saved, so the places of those that were skip them.
        written = [form for form in self.risks.forms if not (form.is_bound and form.answers().blank)]
        form = (written or self.risks.forms)[missing.risk]
        return form, f"severity_{self.scale.domains[0].key}" if missing.field == "severity" else missing.field


def open_documents(review: Review, person: Person) -> list[Document]:
    """Return the case's documents that are open to `person`."""
    return list(Document.objects.open_to(person, review.case))


def _count(typed: QueryDict) -> int:
    text = typed.get(f"{RISKS}-TOTAL_FORMS", "")
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _of_review(review: Review) -> dict[str, Any]:
    names = (
        "version", "reviewed_on", "summary", "safeguarding", "safeguarding_details", "health",
        "health_details", "rationale", "recommendation", "additional",
    )  # fmt: skip
    here = [
        each for each in review.documents.all() if each.document and each.document.case_id == review.case_id
    ]
    by_hand = [each for each in review.documents.all() if each not in here]
    return {name: getattr(review, name) for name in names} | {
        "documents": [str(each.document_id) for each in here],
        "other_documents": "\n".join(each.title for each in by_hand),
    }


def _of_factors(review: Review) -> dict[str, str]:
    initial = {}
    for note in review.factor_notes.all():
        initial[f"{note.factor.key}_direction"] = note.direction
        initial[f"{note.factor.key}_why"] = note.why
    return initial


def _of_risk(risk: Any) -> dict[str, Any]:
    names = (
        "statement", "likelihood", "likelihood_why", "time_frame", "frequency", "managed_at", "priority",
        "accepted", "accepted_why",
    )  # fmt: skip
    severities = {f"severity_{each.domain.key}": str(each.severity) for each in risk.consequences.all()}
    return {name: getattr(risk, name) for name in names} | severities
