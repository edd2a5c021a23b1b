"""Practice cases for tests, begun, published and scored by the real actions."""

import uuid
from typing import Any

from accounts.models import Organisation, Person
from triage import actions
from triage.answers import Consequence, RiskAnswers
from triage.models import PracticeAttempt, PracticeCase
from triage.practice.contents import PanelRisk, PracticeData


def panel_risk(**changes: Any) -> PanelRisk:
    """Return a risk that lacks nothing: likelihood 2, severity 3."""
    whole: dict[str, Any] = {
        "statement": "Patients could wait a week for a result.",
        "likelihood": 2,
        "likelihood_why": "Once in a year.",
        "consequences": (Consequence("patient_safety", 3), Consequence("management", 2)),
        "severity_why": "Treatment, and then recovery.",
    }
    return PanelRisk(**(whole | changes))


def practice_data(**changes: Any) -> PracticeData:
    """Return a practice case that lacks nothing."""
    whole: dict[str, Any] = {
        "title": "A planted title",
        "profession": "nurse",
        "raised": "A planted concern was raised.",
        "known": "One fact.\nAnother fact.",
        "account": "They say what happened.",
        "often_wrong": "Taking the worst.\nForgetting what changed.",
        "agreed_by": "Three advisors, 3 March 2026",
        "risks": (panel_risk(),),
    }
    return PracticeData(**(whole | changes))


def begun(organisation: Organisation, by: Person, **changes: Any) -> PracticeCase:
    """Begin a draft."""
    return actions.start_practice_case(
        organisation=organisation, data=practice_data(**changes), by=by, submission_key=uuid.uuid4()
    )


def published(organisation: Organisation, by: Person, **changes: Any) -> PracticeCase:
    """Publish a practice case."""
    draft = begun(organisation, by, **changes)
    return actions.publish_practice_case(practice=draft, version=draft.edits, by=by)


def example(series: str = "three-letters") -> PracticeCase:
    """Return one that comes with the service."""
    return PracticeCase.objects.whole().offered().get(series=series)


def answer(
    likelihood: int = 4, severity: int = 4, domain: str = "patient_safety", why: str = ""
) -> RiskAnswers:
    """Return how one risk is scored."""
    return RiskAnswers(
        likelihood=likelihood, consequences=(Consequence(domain, severity),), likelihood_why=why
    )


def scored(practice: PracticeCase, by: Person, *answers: RiskAnswers, key: Any = None) -> PracticeAttempt:
    """Score every risk alike, or as said."""
    given = answers or tuple(answer() for _risk in practice.risks.all())
    return actions.practise(practice=practice, answers=given, by=by, submission_key=key or uuid.uuid4())
