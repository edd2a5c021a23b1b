"""One risk, and any number of them."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from triage.answers import Consequence, RiskAnswers
from triage.models import Domain, Risk
from triage.scale import Scale
from ui.fields import LongText, Radios, Text, YesNo
from ui.forms import Form

MOST = 20
NOT_TOUCHED = ""
USUAL_TIME = "within 12 months"


class RiskForm(Form):
    """The guide's words stand beside each choice. `severity_<domain>` is empty where it is not touched."""

    statement = LongText(
        label="What could happen, and to whom?",
        hint="An outcome nobody wants, beginning “patients could …”, “colleagues could …” or “the "
        "practitioner could …”, such as “patients could be given a dose meant for somebody else”.",
        rows=3,
        max_length=2_000,
        required=False,
    )
    time_frame = Text(
        label="Within what time?",
        hint="Leave it as it is, unless another time fits this risk better.",
        initial=USUAL_TIME,
        max_length=100,
        width=20,
        required=False,
    )
    likelihood = Radios(
        label="How likely is it that this happens to at least one person within that time?",
        hint="The chance that what you wrote above comes about, as things stand today.",
        small=True,
        required=False,
    )
    likelihood_why = LongText(
        label="Why this likelihood?", hint="A few words, or a document’s number, is enough.",
        rows=2, max_length=3_000, count=False, required=False,
    )  # fmt: skip
    how_soon = Radios(
        label="How soon could it happen?",
        hint="The earliest it could, if nothing changes.",
        choices=Risk.Soon.choices,
        small=True,
        inline=True,
        required=False,
    )
    frequency = Text(
        label="Predicted frequency or probability",
        hint="Where it can be given, for example “once in 200 clinics” or “5%”.",
        max_length=100,
        required=False,
    )
    managed_at = Radios(
        label="Level at which it is managed",
        hint="Who should look after this risk from now on.",
        choices=Risk.Level.choices,
        small=True,
        required=False,
    )
    priority = Radios(
        label="Remedial priority",
        hint="How soon something should be done about it.",
        choices=Risk.Priority.choices,
        small=True,
        required=False,
    )
    accepted = YesNo(
        label="Is the risk accepted as it stands?",
        hint="Your own advice: may it stay as it is today, with nothing more done? The group decides.",
        small=True,
        required=False,
    )
    accepted_why = LongText(
        label="Where it is accepted: why?",
        hint="In words the practitioner can read.",
        rows=2,
        max_length=2_000,
        count=False,
        required=False,
    )

    marks_optional = frozenset({"likelihood_why", "how_soon", "frequency", "accepted_why"})
    submit_label = None
    form_tag = False

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scale = scale
        likelihood = self.fields["likelihood"]
        likelihood.choices = [
            (str(each.score), f"{each.score} {each.label} ({each.probability})") for each in scale.likelihoods
        ]
        likelihood.hints = {str(each.score): each.description for each in scale.likelihoods}
        for domain in scale.domains:
            self.fields[f"severity_{domain.key}"] = Radios(
                label=domain.label,
                hint=domain.hint,
                choices=[
                    *((str(each.score), f"{each.score} {each.label}") for each in scale.severities),
                    (NOT_TOUCHED, "Not touched by this risk"),
                ],
                hints={str(each.score): scale.scored_words(domain, each) for each in scale.severities},
                small=True,
                required=False,
            )

    def display_order(self) -> list[str]:
        """Return the fields as they stand on the page, so that the error summary follows it."""
        severities = [f"severity_{domain.key}" for domain in self.scale.domains]
        before = ["statement", "time_frame", "likelihood", "likelihood_why", "how_soon", "frequency"]
        return [*before, *severities, "managed_at", "priority", "accepted", "accepted_why"]

    def domains(self) -> list[tuple[Domain, BoundField]]:
        """Return each domain with its field."""
        return [(each, self[f"severity_{each.key}"]) for each in self.scale.domains]

    def answers(self) -> RiskAnswers:
        """Return what was answered; the usual time alone, which the page offers, is no answer."""
        given = self.cleaned_data
        severities = {each.key: given.get(f"severity_{each.key}") for each in self.scale.domains}
        found = RiskAnswers(
            statement=given.get("statement", ""),
            consequences=tuple(Consequence(key, int(level)) for key, level in severities.items() if level),
            likelihood=int(given["likelihood"]) if given.get("likelihood") else None,
            likelihood_why=given.get("likelihood_why", ""),
            how_soon=given.get("how_soon", ""),
            time_frame=given.get("time_frame", ""),
            frequency=given.get("frequency", ""),
            managed_at=given.get("managed_at", ""),
            priority=given.get("priority", ""),
            accepted=given.get("accepted"),
            accepted_why=given.get("accepted_why", ""),
        )
        return RiskAnswers() if found == RiskAnswers(time_frame=USUAL_TIME) else found

    def chosen(self) -> tuple[int | None, int | None]:
        """Return likelihood and highest severity as they stand on the page, whatever was sent."""
        likelihood = _level(self["likelihood"].value())
        severities = [_level(field.value()) for _domain, field in self.domains()]
        return likelihood, max((level for level in severities if level), default=None)


class BaseRisks(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Add nothing: a blank risk is left out, so there is no order or deletion to ask for."""


RiskForms = forms.formset_factory(
    RiskForm, formset=BaseRisks, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
)


def _level(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text in {"1", "2", "3", "4", "5"} else None
