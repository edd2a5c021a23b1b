"""Inviting somebody, giving roles, and joining."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.actions.invite import Invitee
from accounts.roles import CHOICES, ROLES
from ui import fields
from ui.forms import Form, SubmissionKey
from ui.layout import Row

HINTS = {role.key: role.description for role in ROLES}


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


class GiveRoleForm(Form):
    role = fields.Radios(label="Role", choices=CHOICES, hints=HINTS)
    submit_label = "Give this role"

    def __init__(self, *args: Any, held: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [(key, name) for key, name in CHOICES if key not in held]


class AcceptForm(Form):
    """The password of somebody who joins."""

    password = fields.Text(
        label="Choose a password",
        hint="At least 12 characters. Three words nobody would guess make a good one.",
        widget=forms.PasswordInput(),
        autocomplete="new-password",
        strip=False,
    )
    again = fields.Text(
        label="The same password again",
        widget=forms.PasswordInput(),
        autocomplete="new-password",
        strip=False,
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
