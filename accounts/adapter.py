"""How allauth behaves here: sign-up is closed, because people join by invitation only."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

WRONG = "The e-mail address or the password is not right. Check both, or say that you have forgotten it."
TOO_MANY = "Somebody has tried too often. Wait five minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
