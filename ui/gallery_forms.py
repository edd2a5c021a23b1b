"""The gallery's forms: one with every field, as it comes first and as it comes back."""

from typing import Any

from django.http import QueryDict

from ui import fields
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import Buttons, Fieldset, More, Row, Section

LONG_NAME = "Professor Anuoluwapo Adérónkẹ́ Featherstonehaugh-Wolfeschlegelsteinhausen"
LONG_TEXT = (
    "A colleague raised that letters were late in four clinics between June and September. The practitioner "
    "said that the clinic lists had doubled after a vacancy and that the practice manager had been told. "
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
        label="Summary of concern(s)",
        hint="What was raised, in the words it was told to you.",
        max_length=300,
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
        hints={
            "primary": "General practice, dentistry, pharmacy, optometry",
            "trust": "Hospital or community",
        },
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
    letter = fields.Upload(
        label="Letter", hint="PDF, up to 20 MB.", kinds=(".pdf",), max_mb=20, required=False
    )
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
