"""A case with its manager and advisor, and a review at each step, reached through the real actions."""

import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from accounts.models import Person
from cases.models import Case
from documents.actions import add_document
from documents.models import Document
from files.actions import store_made
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from triage import actions
from triage.answers import Consequence, DocumentRead, FactorAnswer, ReviewData, RiskAnswers
from triage.models import Review
from ui.dates import today


def risk(**changes: Any) -> RiskAnswers:
    """Return a risk that lacks nothing: likelihood 3, severity 4."""
    whole: dict[str, Any] = {
        "statement": "Patients could be given the wrong dose.",
        "consequences": (Consequence("patient_safety", 4), Consequence("management", 2)),
        "likelihood": 3,
        "likelihood_why": "It happened twice in a month.",
        "time_frame": "within 12 months",
        "frequency": "once in 200 clinics",
        "managed_at": "manager",
        "priority": "soon",
        "accepted": False,
        "accepted_why": "Not until the template has been changed.",
    }
    return RiskAnswers(**(whole | changes))


def answers(**changes: Any) -> ReviewData:
    """Return a review that lacks nothing."""
    whole: dict[str, Any] = {
        "reviewed_on": today(),
        "summary": "Three sets of notes were not complete.",
        "documents": (DocumentRead(title="Letter of 2 November"),),
        "safeguarding": False,
        "health": True,
        "health_details": "They told us they sleep badly.",
        "factors": (FactorAnswer("insight", "lowers", "Their letter says what they would change."),),
        "risks": (risk(),),
        "rationale": "The gaps were noticed early.",
        "recommendation": "Consider support with record keeping.",
    }
    return ReviewData(**(whole | changes))


@kept
def room() -> SimpleNamespace:
    """Return an organisation's people and a case of theirs."""
    organisation = make_organisation()
    manager = make_person("case_manager", organisation=organisation, last_name="Manager")
    return SimpleNamespace(
        organisation=organisation,
        manager=manager,
        advisor=make_person("advisor", organisation=organisation, last_name="Advisor"),
        other=make_person("advisor", organisation=organisation, last_name="Other"),
        stranger=make_person("case_manager", organisation=make_organisation(), last_name="Stranger"),
        case=make_case(by=manager, organisation=organisation, summary="A planted concern about notes."),
    )


@kept
def asked(room: SimpleNamespace) -> SimpleNamespace:
    """Return the room with its advisor asked to declare."""
    room.case = actions.ask_advisor(case=room.case, advisor=room.advisor, by=room.manager)
    return room


@kept
def opened(asked: SimpleNamespace) -> SimpleNamespace:
    """Return the room with the case open to its advisor, and the draft begun."""
    actions.declare(case=asked.case, answer="none", statement="I know nobody there.", by=asked.advisor)
    asked.case.refresh_from_db()
    asked.review = Review.objects.get(case=asked.case)
    return asked


@kept
def written(opened: SimpleNamespace) -> SimpleNamespace:
    """Return the room with a whole draft."""
    opened.review = actions.save_review(review=opened.review, data=answers(), version=1, by=opened.advisor)
    return opened


@kept
def submitted(written: SimpleNamespace) -> SimpleNamespace:
    """Return the room with the review submitted."""
    written.review = actions.submit_review(review=written.review, by=written.advisor)
    written.case.refresh_from_db()
    return written


def add_stored(case: Case, *, by: Person, title: str = "Notes", topic: str = "general") -> Document:
    """Add a document to a case."""
    file = store_made(b"words", name="notes.pdf", content_type="application/pdf")
    return add_document(case=case, file=file, title=title, topic=topic, by=by, submission_key=uuid.uuid4())


@pytest.fixture
def stored(settings: Any, tmp_path: Any) -> Any:
    """Return a function that adds a document to a case, its bytes in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return add_stored


@pytest.fixture
def advisor(client: Client, opened: SimpleNamespace) -> Client:
    """Return a browser in which the advisor of a case that is open to them is signed in."""
    client.force_login(opened.advisor)
    return client


@kept
def settled(submitted: SimpleNamespace) -> SimpleNamespace:
    """Return the room with a copy for the practitioner settled and its PDF made."""
    from tests.triage.sharing import ready, some

    submitted.sharing = ready(submitted, some("summary", "sets of notes"))
    return submitted


@kept
def scored(submitted: SimpleNamespace) -> SimpleNamespace:
    """Return the room with a second scoring beside the first."""
    from tests.triage.second import both_in

    submitted.scoring = both_in(submitted)
    return submitted
