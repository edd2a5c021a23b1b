"""What a browser sends of a review, and reading the page that comes back."""

from typing import Any

from django.urls import reverse

from tests.ui.html import Html


def address(room: Any, name: str = "triage", *more: Any) -> str:
    """Return the address of a page of the room's case."""
    return reverse(name, args=[room.case.reference, *more])


def typed_risk(number: int, **changes: Any) -> dict[str, Any]:
    """Return one risk's fields as a browser sends them."""
    whole = {
        "statement": "Patients could be given the wrong dose.",
        "likelihood": "3",
        "likelihood_why": "It happened twice in a month.",
        "severity_patient_safety": "4",
        "managed_at": "manager",
        "priority": "soon",
        "accepted": "no",
        "accepted_why": "Not until the template has been changed.",
    }
    return {f"risk-{number}-{name}": value for name, value in (whole | changes).items()}


def typed(*risks: dict[str, Any], version: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a whole review's fields as a browser sends them."""
    shown = risks or (typed_risk(0),)
    fields = {
        "version": version,
        "reviewed_on_day": "2",
        "reviewed_on_month": "3",
        "reviewed_on_year": "2026",
        "summary": "Three sets of notes were not complete.",
        "other_documents": "Letter of 2 November\nNotes of a call",
        "safeguarding": "no",
        "health": "yes",
        "health_details": "They sleep badly.",
        "factor-insight_direction": "lowers",
        "factor-insight_why": "Their letter.",
        "risk-TOTAL_FORMS": str(len(shown)),
        "risk-INITIAL_FORMS": "0",
        "rationale": "The gaps were noticed early.",
        "recommendation": "Consider support with record keeping.",
    }
    for each in shown:
        fields |= each
    return {name: value for name, value in (fields | changes).items() if value is not None}


def page_of(answer: Any) -> Html:
    """Return the page of an answer."""
    return Html(answer.content.decode())


def linked_ids(page: Html) -> list[str]:
    """Return the ids the error summary leads to, each of which must be on the page."""
    ids = [link.get("href").removeprefix("#") for link in page.all(".nhsuk-error-summary a")]
    for each in ids:
        page.one(f"[id='{each}']")
    return ids
