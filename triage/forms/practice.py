"""Practice cases: scoring one, and writing one with the scores that were agreed."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from cases.models.practitioner import Discipline
from triage.answers import RiskAnswers
from triage.forms.risk import USUAL_TIME, BaseRisks, RiskForm
from triage.models import PracticeRisk
from triage.models.practice import MOST_RISKS
from triage.practice.contents import PanelRisk, PracticeData
from ui.fields import LongText, Select, Text
from ui.forms import Form, SubmissionKey, VersionField

WITHIN = f"How likely is it that this happens to at least one person {USUAL_TIME}?"


class PartOfRiskForm(RiskForm):
    """The risk form of a real review, with the same scales and words, asking only `asked` and severities."""

    asked: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        severities = {f"severity_{domain.key}" for domain in self.scale.domains}
        for name in set(self.fields) - severities - set(self.asked):
            del self.fields[name]
        self.fields["likelihood"].label = WITHIN
        self.fields["likelihood"].help_text = "The chance that it comes about, as things stand in the case."

    def display_order(self) -> list[str]:
        return [name for name in super().display_order() if name in self.fields]


class TryRiskForm(PartOfRiskForm):
    """One risk to be scored; its words are given."""

    asked = ("likelihood",)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.fields["why"] = LongText(
            label="Why? In your own words (optional)",
            hint="Only you read it, beside the reasons for the scores that yours are compared with.",
            rows=3, max_length=3_000, required=False,
        )  # fmt: skip

    def display_order(self) -> list[str]:
        return [*super().display_order(), "why"]

    def answers(self) -> RiskAnswers:
        return replace(super().answers(), likelihood_why=self.cleaned_data.get("why", ""))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not answers.get("likelihood") and not self.errors.get("likelihood"):
            self.add_error("likelihood", ValidationError(f"Risk {self.number}: choose how likely it is"))
        names = [f"severity_{domain.key}" for domain in self.scale.domains]
        if not any(answers.get(name) or self.errors.get(name) for name in names):
            sentence = f"Risk {self.number}: choose a severity in at least one domain"
            self.add_error(names[0], ValidationError(sentence))
        return answers


class TryForm(Form):
    """Carries the key by which a double click is one."""

    submission_key = SubmissionKey()
    submit_label = None
    form_tag = False


class PracticeForm(Form):
    """What the case says around its risks. A draft needs no more than its title."""

    title = Text(label="Title", hint="A few words that give nothing away, such as “The notes of a Monday”.",
                 max_length=150)  # fmt: skip
    profession = Select(label="Profession", choices=Discipline.choices, required=False)
    raised = LongText(
        label="What was raised",
        hint="By whom and when, in plain words. Invent people, places and numbers: a real case that is only "
        "given other names can be known again.",
        rows=5, max_length=5_000, required=False,
    )  # fmt: skip
    known = LongText(
        label="What is known",
        hint="What was found, one fact on each line. Leave in what tempts people to score higher or lower.",
        rows=8, max_length=8_000, required=False,
    )  # fmt: skip
    account = LongText(
        label="What the practitioner says",
        hint="Their own account; or that nobody has been able to ask.",
        rows=5, max_length=5_000, required=False,
    )  # fmt: skip
    often_wrong = LongText(
        label="What people often get wrong",
        hint="One thought on each line. Read after scoring.",
        rows=6, max_length=5_000, required=False,
    )  # fmt: skip
    agreed_by = Text(
        label="Who agreed on the scores, and when",
        hint="For example “The five advisors, on the training day of 3 March 2026”. Everybody who scores the "
        "case reads it.",
        max_length=200,
        required=False,
    )

    before: ClassVar[tuple[str, ...]] = ("title", "profession", "raised", "known", "account")
    after: ClassVar[tuple[str, ...]] = ("often_wrong", "agreed_by")
    marks_optional = False
    submit_label = None
    form_tag = False

    def texts(self) -> dict[str, str]:
        """Return what was answered."""
        return {name: self.cleaned_data[name] for name in (*self.before, *self.after)}

    def data_with(self, risks: list["PanelRiskForm"]) -> PracticeData:
        """Return the whole case as answered."""
        return PracticeData(**self.texts(), risks=tuple(each.panel_risk() for each in risks)).tidied()


class NewPracticeForm(PracticeForm):
    submission_key = SubmissionKey()


class EditPracticeForm(PracticeForm):
    version = VersionField()


class PanelRiskForm(PartOfRiskForm):
    """One risk with its agreed scores and the reasons."""

    asked = ("statement", "likelihood", "likelihood_why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["likelihood_why"].label = "Why this likelihood?"
        self.fields["severity_why"] = LongText(
            label="Why this severity?",
            hint="Name the words of the description that decided it.",
            rows=3, max_length=3_000, required=False,
        )  # fmt: skip

    def display_order(self) -> list[str]:
        return [*super().display_order(), "severity_why"]

    def panel_risk(self) -> PanelRisk:
        """Return what was answered."""
        answers = self.answers()
        return PanelRisk(
            statement=answers.statement,
            likelihood=answers.likelihood,
            likelihood_why=answers.likelihood_why,
            consequences=answers.consequences,
            severity_why=self.cleaned_data.get("severity_why", ""),
        )

    @classmethod
    def initial_of(cls, risk: PracticeRisk) -> dict[str, Any]:
        """Return what the form of a risk that is saved shows."""
        names = ("statement", "likelihood", "likelihood_why", "severity_why")
        severities = {f"severity_{each.domain.key}": str(each.severity) for each in risk.consequences.all()}
        return {name: getattr(risk, name) for name in names} | severities


PanelRiskForms = forms.formset_factory(
    PanelRiskForm,
    formset=BaseRisks,
    extra=0,
    max_num=MOST_RISKS,
    absolute_max=MOST_RISKS,
    validate_max=True,
)


class CopyPracticeForm(Form):
    """A button that brings its key, so that a double click begins one draft."""

    submission_key = SubmissionKey()


class PublishPracticeForm(Form):
    """Carries the version that was read through."""

    version = VersionField()
    submit_label = "Publish it"


class WithdrawPracticeForm(Form):
    version = VersionField()
    submit_label = "Withdraw the draft"
    warning = True


class RetireForm(Form):
    why = LongText(
        label="Why is it retired?",
        hint="For those who write practice cases. Whoever scored it can still read what they scored.",
        rows=3, max_length=2_000,
    )  # fmt: skip
    submit_label = "Retire it"
    warning = True
