"""Inviting many from a sheet: what is read of it, and what is wrong with each line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.actions.invite import Invitee
from accounts.models import Invitation, Membership, Organisation
from accounts.roles import BY_KEY, ROLES
from ui import fields
from ui.forms import Form, SubmissionKey
from ui.words import listed, on_one_line

COLUMNS = ("email", "title", "first name", "last name", "job title", "roles")
# The same columns as spreadsheets head them, in small letters alone.
ALSO = {
    "email": {"email", "mail", "emailaddress", "emailaddresses", "workemail"},
    "title": {"title"},
    "first name": {"firstname", "forename", "givenname", "firstnames", "forenames"},
    "last name": {"lastname", "surname", "familyname"},
    "job title": {"jobtitle", "job", "position"},
    "roles": {"roles", "role"},
}
EXAMPLE = (
    "Email,Title,First name,Last name,Job title,Roles",
    "amara.bell@example.org,Dr,Amara,Bell,GP,Professional advisor",
    'lee.hart@example.org,Ms,Lee,Hart,"Manager, north",Case manager; Group member',
)
MOST = 500
LARGEST = 200_000
# So many lines are named at the top of the page.
NAMED = 10
TOO_MANY_CELLS = "There are more cells than columns. Put cells that hold a comma in quotation marks."


class InviteManyForm(Form):
    """A sheet of people, pasted or as a file; shown first as a dry run, sent only when confirmed."""

    sheet = fields.LongText(
        label="People, one a line",
        hint=f"The first line names the columns: {', '.join(COLUMNS)}. Put ; between several roles.",
        rows=12,
        max_length=LARGEST,
        count=False,
        required=False,
    )
    file = fields.Upload(
        label="Or choose the file",
        hint="Saved from the spreadsheet as CSV.",
        kinds=(".csv", ".txt"),
        max_mb=1,
        required=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Check the list"
    marks_optional = False

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("file"):
            answers["sheet"] = in_characters(answers["file"].read())
            # What was read stands in the box from then on, where it can be mended.
            shown: Any = self.data.copy()
            shown[self.add_prefix("sheet")] = answers["sheet"]
            self.data = shown
        elif not answers.get("sheet") and not self.errors:
            self.add_error("sheet", "Paste the list of people, or choose the file")
        return answers

    def name_the_lines(self, lines: list["Line"]) -> None:
        """Say at the top of the page which lines need mending."""
        wrong = [str(line.number) for line in lines if line.problems]
        if wrong:
            shown = listed(wrong[:NAMED]) if len(wrong) <= NAMED else f"{', '.join(wrong[:NAMED])} and others"
            number = "Line" if len(wrong) == 1 else "Lines"
            needs = "needs" if len(wrong) == 1 else "need"
            self.add_error("sheet", f"{number} {shown} {needs} mending: see beside each, below")


def in_characters(content: bytes) -> str:
    """Return the text of a file; a spreadsheet on Windows may write it in its own way."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class Line:
    """One line of the sheet: who it is, or everything that is wrong with it."""

    number: int
    text: str
    invitee: Invitee | None
    problems: list[str]
    replaces: bool = False

    @property
    def roles(self) -> str:
        """The roles they are to hold, in words."""
        return ", ".join(BY_KEY[role].name for role in self.invitee.roles) if self.invitee else ""


def read_sheet(text: str, organisation: Organisation) -> list[Line]:
    """Return every line of the sheet with its invitee or its problems; nothing is written.

    Raises ValidationError where the sheet has no header we know, no line, or too many.
    """
    first = text.partition("\n")[0]
    dialect = next((mark for mark in ("\t", ",", ";") if mark in first), ",")
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=dialect)
    header = [column(str(name)) for name in rows.fieldnames or []]
    missing = [name for name in ("email", "last name", "roles") if name not in header]
    if missing:
        raise ValidationError(f"The first line must name the columns. Not there: {listed(missing)}")
    rows.fieldnames = header
    members = set(Membership.objects.current().within(organisation).values_list("person__email", flat=True))
    open_now = Invitation.objects.open(at=timezone.now()).filter(organisation=organisation)
    invited = set(open_now.values_list("email", flat=True))
    seen: dict[str, int] = {}
    try:
        lines = [_read_line(rows.line_num, row, members, seen, invited) for row in rows]
    except csv.Error as error:
        raise ValidationError(
            f"The list cannot be read from line {rows.line_num} on. Look for a quotation mark too many there"
        ) from error
    if not lines:
        raise ValidationError("There is nobody in the list below its first line")
    if len(lines) > MOST:
        raise ValidationError(f"The list has {len(lines)} lines; at most {MOST} can be invited at once")
    return lines


def column(name: str) -> str:
    """Return which of our columns a heading means: "E-mail address" is "email", "Surname" is "last name"."""
    letters = "".join(letter for letter in name.lower() if letter.isalpha())
    return next((ours for ours, names in ALSO.items() if letters in names), name.strip().lower())


def _read_line(
    number: int, row: dict[str | None, Any], members: set[str], seen: dict[str, int], invited: set[str]
) -> Line:
    values = {name: on_one_line(str(row.get(name) or "")) for name in COLUMNS}
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
    return Line(
        number=number,
        text=invitee.email or invitee.last_name,
        invitee=None if problems else invitee,
        problems=problems,
        replaces=invitee.email in invited,
    )


def email_problem(address: str) -> str:
    """Return in words what is wrong with an address, else nothing."""
    if not address:
        return "The e-mail is missing."
    strange = dict.fromkeys(letter for letter in address.partition("@")[0] if not letter.isascii())
    if strange:
        return (
            f"The e-mail has {listed(f'“{letter}”' for letter in strange)} in it. Ask which letters it has."
        )
    try:
        validate_email(address)
    except ValidationError:
        return "The e-mail is not like name@example.com."
    return ""


def _problems(invitee: Invitee, members: set[str], seen: dict[str, int]) -> Iterator[str]:
    """Yield everything that is wrong with a line."""
    if problem := email_problem(invitee.email):
        yield problem
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
