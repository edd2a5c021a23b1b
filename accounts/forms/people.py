"""Inviting people one by one or many from a sheet, and giving roles."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.actions.invite import Invitee
from accounts.models import Invitation, Membership, Organisation
from accounts.roles import BY_KEY, CHOICES, ROLES
from ui import fields
from ui.forms import Form, SubmissionKey
from ui.layout import Row

COLUMNS = ("email", "title", "first name", "last name", "job title", "roles")
HINTS = {role.key: role.description for role in ROLES}
MOST = 500
TOO_MANY_CELLS = "There are more cells than columns. Put cells that hold a comma in quotation marks."


class InviteForm(Form):
    email = fields.Email(label="E-mail", missing="Enter their e-mail address")
    title = fields.Text(label="Title", required=False, width=10, max_length=40)
    first_name = fields.Text(label="First name", required=False, max_length=150)
    last_name = fields.Text(label="Last name", max_length=150)
    job_title = fields.Text(label="Job title", required=False, max_length=150)
    roles = fields.Checkboxes(label="Roles", choices=CHOICES, hints=HINTS)
    submission_key = SubmissionKey()
    layout = ["email", Row("title", "first_name", "last_name"), "job_title", "roles"]
    submit_label = "Send the invitation"

    def invitee(self) -> Invitee:
        """Return the answers as the action takes them."""
        answers = {name: value for name, value in self.cleaned_data.items() if name != "submission_key"}
        return Invitee(**answers | {"roles": tuple(answers["roles"])})


class InviteManyForm(Form):
    """A sheet of people; shown first as a dry run, sent only when confirmed."""

    sheet = fields.LongText(
        label="People, one a line",
        hint=f"The first line names the columns: {', '.join(COLUMNS)}. Put ; between several roles.",
        rows=12,
        max_length=200_000,
        count=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Check the list"


@dataclass(frozen=True)
class Line:
    """One line of the sheet: who it is, or everything that is wrong with it."""

    number: int
    text: str
    invitee: Invitee | None
    problems: list[str]

    @property
    def roles(self) -> str:
        """The roles they are to hold, in words."""
        return ", ".join(BY_KEY[role].name for role in self.invitee.roles) if self.invitee else ""


def read_sheet(text: str, organisation: Organisation) -> list[Line]:
    """Return every line of the sheet with its invitee or its problems; nothing is written.

    Raises ValidationError where the sheet has no header we know, no line, or too many.
    """
    dialect = "\t" if "\t" in text.partition("\n")[0] else ","
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=dialect)
    header = [str(name).strip().lower() for name in rows.fieldnames or []]
    missing = [name for name in ("email", "last name", "roles") if name not in header]
    if missing:
        raise ValidationError(f"The first line must name the columns; {', '.join(missing)} is missing")
    rows.fieldnames = header
    members = set(Membership.objects.current().within(organisation).values_list("person__email", flat=True))
    seen: dict[str, int] = {}
    try:
        lines = [_read_line(rows.line_num, row, members, seen) for row in rows]
    except csv.Error as error:
        raise ValidationError(
            f"The list cannot be read from line {rows.line_num} on. Look for a quotation mark too many there"
        ) from error
    if not lines:
        raise ValidationError("There is nobody in the list below its first line")
    if len(lines) > MOST:
        raise ValidationError(f"The list has {len(lines)} lines; at most {MOST} can be invited at once")
    return lines


def _read_line(number: int, row: dict[str | None, Any], members: set[str], seen: dict[str, int]) -> Line:
    values = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    names = {role.name.lower(): role.key for role in ROLES}
    wanted = [part.strip().lower() for part in values["roles"].split(";") if part.strip()]
    invitee = Invitee(
        email=values["email"].lower(),
        last_name=values["last name"],
        roles=tuple(dict.fromkeys(names.get(part, part) for part in wanted)),
        title=values["title"],
        first_name=values["first name"],
        job_title=values["job title"],
    )
    # Cells beyond the last column are kept by the reader under no name. With one cell too many the others
    # stand in the wrong columns: what seems wrong with them would only mislead.
    problems = [TOO_MANY_CELLS] if row.get(None) else list(_problems(invitee, members, seen))
    seen.setdefault(invitee.email, number)
    return Line(number, invitee.email or invitee.last_name, None if problems else invitee, problems)


def _problems(invitee: Invitee, members: set[str], seen: dict[str, int]) -> Iterator[str]:
    """Yield everything that is wrong with a line."""
    try:
        validate_email(invitee.email)
    except ValidationError:
        yield "The e-mail is missing, or not like name@example.com."
    else:
        if invitee.email in seen:
            yield f"This e-mail stands in line {seen[invitee.email]} already."
        if invitee.email in members:
            yield "They are a member already."
    if not invitee.last_name:
        yield "The last name is missing."
    for column in COLUMNS[:-1]:
        name = column.replace(" ", "_")
        field: Any = Invitation._meta.get_field(name)
        if len(getattr(invitee, name)) > field.max_length:
            yield f"The {column} is too long: {field.max_length} characters at most."
    unknown = [role for role in invitee.roles if role not in BY_KEY]
    if unknown or not invitee.roles:
        what = f"Unknown role: {', '.join(unknown)}" if unknown else "No role is given"
        yield f"{what}. Use: {', '.join(role.name for role in ROLES)}."


class GiveRoleForm(Form):
    role = fields.Radios(label="Role", choices=CHOICES, hints=HINTS)
    submit_label = "Give this role"


class AcceptForm(Form):
    """The password of somebody who joins."""

    password = fields.Text(
        label="Choose a password",
        hint="At least 12 characters. Three words nobody would guess make a good one.",
        widget=forms.PasswordInput(),
        autocomplete="new-password",
    )
    again = fields.Text(
        label="The same password again", widget=forms.PasswordInput(), autocomplete="new-password"
    )
    submit_label = "Join"

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("password") and answers.get("again") and answers["password"] != answers["again"]:
            self.add_error("again", "The two passwords differ. Type the same one twice")
        return answers
