"""What the gallery shows: every field in its states, every component with invented content."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from ui import fields
from ui.bands import BANDS
from ui.dates import now, today
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import Buttons, Fieldset, More, Row, Section
from ui.matrix import Risk, build
from ui.tables import Cell, Column, Table, colour_cell, status_cell

LONG_NAME = "Professor Anuoluwapo Adérónkẹ́ Featherstonehaugh-Wolfeschlegelsteinhausen"
LONG_TEXT = (
    "A colleague raised that letters were late in four clinics between June and September. The practitioner "
    "said that the clinic lists had doubled after a vacancy and that this had been told to the practice manager. "
) * 3


class EveryField(Form):
    """One of each."""

    submit_label = "Save the example"
    secondary = ("Save as draft", "draft")
    cancel_url = "#top"

    key = SubmissionKey()
    version = VersionField(initial=3)
    name = fields.Text(label="Name of practitioner", hint="As on the register.", autocomplete="off")
    short = fields.Text(label="Practice code", width=5, max_length=6, required=False)
    summary = fields.LongText(
        label="Summary of concern(s)", hint="What was raised, in the words it was told to you.", max_length=300
    )
    patients = fields.Number(label="Number of patients", min_value=0, suffix="patients", required=False)
    email = fields.Email(label="E-mail address")
    phone = fields.Phone(label="Telephone", required=False)
    review_on = fields.Day(label="Date of review", hint="For example, 27 3 2026 or 27 March 2026")
    unsafe = fields.YesNo(label="Is anyone unsafe today?", reveals={"yes": ["step", "step_on"]})
    step = fields.LongText(label="Immediate step taken", max_length=1000, rows=3)
    step_on = fields.Day(label="Date the step is looked at again")
    route = fields.Radios(
        label="Route",
        choices=[("primary", "Primary care"), ("trust", "Trust"), ("other", "Other")],
        hints={"primary": "General practice, dentistry, pharmacy, optometry", "trust": "Hospital or community"},
        reveals={"other": ["route_other"]},
    )
    route_other = fields.Text(label="Which route")
    factors = fields.Checkboxes(
        label="Contributory factors",
        hint="Select all that apply.",
        choices=[("task", "Task"), ("team", "Team"), ("place", "Working conditions")],
    )
    advisor = fields.Select(label="Advisor", choices=[("1", "Amara Whitfield"), ("2", "Bronwen Tudor")])
    practice = fields.Autocomplete(
        label="Practice",
        hint="Type a few letters of its name.",
        choices=[("1", "Harbour Road Surgery"), ("2", "Hazel Lane Dental"), ("3", "Millbrook Pharmacy")],
    )
    letter = fields.Upload(label="Letter", hint="PDF, up to 20 MB.", kinds=(".pdf",), max_mb=20, required=False)
    checked = fields.Tick(label="I have read the practitioner's account")
    complaint = fields.Text(label="Complaint reference", required=False)

    layout = [
        Section("What was raised", "name", "summary", Row("short", "patients"), hint="Facts first."),
        Section("How to reach them", Row("email", "phone")),
        Fieldset("When and where", "review_on", "unsafe", "route", "factors"),
        "advisor",
        "practice",
        "letter",
        More("Other references", "complaint"),
        "checked",
        Buttons("Save the example", secondary=("Save as draft", "draft"), cancel="#top"),
    ]


class RowForm(Form):
    """One row of an add-another list."""

    what = fields.Text(label="Action")
    by_when = fields.Day(label="Date it is due", required=False)


class FilesForm(Form):
    """Many files, one after another."""

    file = fields.Upload(label="Documents", hint="PDF, Word, pictures or e-mails, up to 100 MB each.")


def colour_of(score: int) -> str:
    """Return an example band."""
    return "green" if score <= 6 else "amber" if score <= 12 else "red"


def bound_examples() -> dict[str, Any]:
    """Return the form as it comes back empty, and as it comes back with mistakes."""
    wrong = QueryDict(mutable=True)
    wrong.update(
        {
            "wrong-name": LONG_NAME,
            "wrong-summary": LONG_TEXT,
            "wrong-email": "not an address",
            "wrong-review_on_day": "31",
            "wrong-review_on_month": "Feb",
            "wrong-review_on_year": "2026",
            "wrong-unsafe": "yes",
            "wrong-version": "3",
            "wrong-patients": "lots",
        }
    )
    mistaken = EveryField(wrong, prefix="wrong")
    mistaken.is_valid()
    mistaken.theirs = {"summary": "Letters were late in four clinics.", "name": "Dr A. Featherstone"}
    return {"plain_form": EveryField(prefix="plain"), "mistaken_form": mistaken}


def example_table() -> dict[str, Any]:
    columns = [
        Column("Case", sort_href="?sort=case", sorted="ascending"),
        Column("Practitioner", sort_href="?sort=name"),
        Column("Colour"),
        Column("Stage"),
        Column("Age in days", numeric=True),
    ]
    rows: list[list[Any]] = [
        [Cell("NW-2026-00042", "#table"), Cell("Dr Ada Okafor", hint="General practice"), colour_cell("amber", 9),
         status_cell("Waiting for the group", "blue"), "23"],
        [Cell("NW-2026-00043", "#table"), Cell(LONG_NAME, hint="Dentistry"), colour_cell("red", 20),
         status_cell("Decided"), "104"],
        [Cell("NW-2026-00044", "#table"), Cell("Ms Siân ap Rhys"), colour_cell(None), status_cell("New", "green"), "0"],
    ]  # fmt: skip
    return {
        "table": Table("Cases open now", columns, rows),
        "empty_table": Table("Nobody", columns, [], empty="No case matches. Try fewer filters."),
    }


def example_case() -> dict[str, Any]:
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
            {"role": "Case manager", "name": "Bronwen Tudor", "email": "manager@demo.example", "phone": "01632 960 101"},
            {"role": "Advisor", "name": "Amara Whitfield", "email": "advisor@demo.example"},
            {"role": "Pastoral contact", "name": "", "email": ""},
        ],
        "tabs": [
            {"label": label, "href": "#top", "current": label == "Triage", "count": 3 if label == "Documents" else 0}
            for label in ("Summary", "Triage", "Group", "Letters", "Lessons", "Documents", "Timeline", "Audit")
        ],
    }


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return every component's example data and the example forms."""
    words = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
    harm = ["Negligible", "Minor", "Moderate", "Major", "Catastrophic"]
    Rows = forms.formset_factory(RowForm, extra=1, can_delete=True, max_num=5)
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
        "pick_matrix": build(**scales, pick=True, caption="Pick a cell"),
        "rows_formset": Rows(prefix="actions"),
        "files_form": FilesForm(prefix=""),
        "making": [
            {"state": "preparing", "label": "The triage report", "check_url": "#making"},
            {"state": "ready", "label": "The triage report", "href": "#making", "size": "84 KB"},
            {"state": "failed", "label": "The triage report", "retry_url": "/gallery/",
             "reason": "The letter font was missing. Whoever looks after the service has been told."},
        ],
        "tasks": [
            {"title": "Declare whether you know the practitioner", "href": "#tasks", "done": True},
            {"title": "Risks", "href": "#tasks", "hint": "2 so far", "status": "In progress", "colour": "blue"},
            {"title": "Check your answers", "status": "Cannot start yet", "colour": "grey"},
        ],
        "entries": [
            {"at": moment, "title": "Bronwen Tudor told Dr Okafor what the group decided", "mark": "told",
             "text": "By telephone, followed by a letter.", "who": "Bronwen Tudor, case manager"},
            {"at": moment - dt.timedelta(days=3), "title": "The group met", "mark": "important", "href": "#timeline"},
            {"at": moment - dt.timedelta(days=30), "title": "A concern was raised", "text": LONG_TEXT},
        ],
        "rows": [
            ("Practitioner", LONG_NAME, "#summary"),
            ("Date of review", today(), "#summary"),
            ("Representative", ""),
        ],
        "crumbs": [{"label": "Cases", "href": "#top"}, {"label": "NW-2026-00042"}],
        "long_name": LONG_NAME,
    }  # fmt: skip
