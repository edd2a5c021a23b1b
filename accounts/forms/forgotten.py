"""Asking for a new password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest


class ForgottenForm(ResetPasswordForm):
    """As the library's, which writes to an address nobody has here with a link to sign up.

    There is no such page, so that asking would end in an error, and tell who has an account.
    """

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        if self.users:
            return str(super().save(request, **kwargs))
        get_adapter().send_mail("account/email/unknown_account", email, {"request": request})
        return email
