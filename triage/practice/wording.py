"""A practice case put into words: for whoever saved second."""

from cases.models.practitioner import Discipline
from triage.answers import RiskAnswers
from triage.practice.contents import TEXTS, PracticeData
from triage.wording import risk_words


def differences(saved: PracticeData, typed: PracticeData) -> dict[str, str]:
    """Return what is saved now, by field, in words, where it differs from what was typed."""
    labels = dict(Discipline.choices)
    found = {
        name: str(labels.get(text, text) if name == "profession" else text)
        for name in TEXTS
        for text in [getattr(saved, name)]
        if text != getattr(typed, name)
    }
    return found | ({"risks": risks_words(saved)} if saved.risks != typed.risks else {})


def risks_words(data: PracticeData) -> str:
    """Return every risk with its agreed scores, and on further lines the reasons."""
    lines = []
    for place, risk in enumerate(data.risks, start=1):
        scored = RiskAnswers(
            statement=risk.statement,
            likelihood=risk.likelihood,
            likelihood_why=risk.likelihood_why,
            consequences=risk.consequences,
        )
        lines += [risk_words(scored, place), risk.severity_why]
    return "\n".join(line for line in lines if line)
