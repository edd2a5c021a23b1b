"""What the gallery shows: every field in its states, every component with invented content."""

import datetime as dt
from typing import Any

from django.http import HttpRequest

from ui.bands import BANDS
from ui.dates import now, today
from ui.formsets import rows_of
from ui.gallery_forms import LONG_NAME, LONG_TEXT, FilesForm, RowForm, bound_examples
from ui.matrix import Risk, build
from ui.tables import Cell, Column, Table, colour_cell, status_cell


def colour_of(score: int) -> str:
    """Return an example band."""
    return "green" if score <= 6 else "amber" if score <= 12 else "red"


def example_table() -> dict[str, Any]:
    """Return a table with a very long name, and one without rows."""
    columns = [
        Column("Case", sort_href="?sort=case", sorted="ascending"),
        Column("Practitioner", sort_href="?sort=name"),
        Column("Colour"),
        Column("Stage"),
        Column("Age in days", numeric=True),
    ]
    rows: list[list[Any]] = [
        [
            Cell("NW-2026-00042", "#table"),
            Cell("Dr Ada Okafor", hint="General practice"),
            colour_cell("amber", 9),
            status_cell("Waiting for the group", "blue"),
            "23",
        ],
        [
            Cell("NW-2026-00043", "#table"),
            Cell(LONG_NAME, hint="Dentistry"),
            colour_cell("red", 20),
            status_cell("Decided"),
            "104",
        ],
        [
            Cell("NW-2026-00044", "#table"),
            Cell("Ms Siân ap Rhys"),
            colour_cell(None),
            status_cell("New", "green"),
            "0",
        ],
    ]
    return {
        "table": Table("Cases open now", columns, rows),
        "empty_table": Table("Nobody", columns, [], empty="No case matches. Try fewer filters."),
    }


def example_case() -> dict[str, Any]:
    """Return what a case's header shows."""
    stages = ["Concern raised", "Triage", "Group", "Letter", "Lessons", "Closed"]
    states = ["done", "done", "current", "next", "next", "next"]
    return {
        "reference": "NW-2026-00042",
        "name": "Dr Ada Okafor",
        "about": "General practitioner, Harbour Road Surgery, GMC 7654321",
        "route": "Primary care",
        "colour": "amber",
        "score": 9,
        "scored_on": dt.date(2026, 11, 3),
        "restricted": True,
        "stages": [{"label": label, "state": state} for label, state in zip(stages, states, strict=True)],
        "next_step": "Write to Dr Okafor",
        "next_on": dt.date(2026, 11, 17),
        "overdue": True,
        "told": "6 days ago, by telephone",
        "people": [
            {
                "role": "Case manager",
                "name": "Bronwen Tudor",
                "email": "manager@demo.example",
                "phone": "01632 960 101",
            },
            {"role": "Advisor", "name": "Amara Whitfield", "email": "advisor@demo.example"},
            {"role": "Pastoral contact", "name": "", "email": ""},
        ],
        "tabs": [
            {
                "label": label,
                "href": "#top",
                "current": label == "Triage",
                "count": 3 if label == "Documents" else 0,
            }
            for label in (
                "Summary",
                "Triage",
                "Group",
                "Letters",
                "Lessons",
                "Documents",
                "Timeline",
                "Audit",
            )
        ],
    }


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return every component's example data and the example forms."""
    words = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
    harm = ["Negligible", "Minor", "Moderate", "Major", "Catastrophic"]
    scales: dict[str, Any] = {
        "likelihoods": list(enumerate(words, 1)),
        "severities": list(enumerate(harm, 1)),
        "colour_of": colour_of,
    }
    moment = now()
    return {
        **bound_examples(),
        **example_table(),
        "bands": list(BANDS),
        "head": example_case(),
        "matrix": build(**scales, risks=[Risk(1, 3, 3), Risk(2, 4, 5), Risk(3, 3, 3)], picked=(4, 5)),
        "rows_formset": rows_of(RowForm, most=5)(prefix="actions"),
        "files_form": FilesForm(prefix=""),
        "making": [
            {"state": "preparing", "label": "The triage report", "check_url": "#making"},
            {"state": "ready", "label": "The triage report", "href": "#making", "size": "84 KB"},
            {
                "state": "failed",
                "label": "The triage report",
                "retry_url": "/gallery/",
                "reason": "The letter font was missing. Whoever looks after the service has been told.",
            },
        ],
        "tasks": [
            {"title": "Declare whether you know the practitioner", "href": "#tasks", "done": True},
            {
                "title": "Risks",
                "href": "#tasks",
                "hint": "2 so far",
                "status": "In progress",
                "colour": "blue",
            },
            {"title": "Check your answers", "status": "Cannot start yet", "colour": "grey"},
        ],
        "entries": [
            {
                "at": moment,
                "title": "Bronwen Tudor told Dr Okafor what the group decided",
                "mark": "told",
                "text": "By telephone, followed by a letter.",
                "who": "Bronwen Tudor, case manager",
            },
            {
                "at": moment - dt.timedelta(days=3),
                "title": "The group met",
                "mark": "important",
                "href": "#timeline",
            },
            {"at": moment - dt.timedelta(days=30), "title": "A concern was raised", "text": LONG_TEXT},
        ],
        "rows": [
            ("Practitioner", LONG_NAME, "#summary"),
            ("Date of review", today(), "#summary"),
            ("Representative", ""),
        ],
        "crumbs": [{"label": "Cases", "href": "#top"}, {"label": "NW-2026-00042"}],
        "long_name": LONG_NAME,
    }
