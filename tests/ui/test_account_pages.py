"""Signing in and keeping an account safe: pages of our own, in plain words, each with one heading."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from tests import factories
from tests.ui.html import Html


@pytest.fixture
def person(db: None) -> Any:
    return factories.make_person("case_manager", organisation=factories.make_organisation())


def page(client: Client, path: str, answers: dict[str, str] | None = None) -> Html:
    """Open or send a page, follow where it leads, and hold it to what every page keeps to."""
    asked = client.get(path, follow=True) if answers is None else client.post(path, answers, follow=True)
    assert asked.status_code == 200, path
    shown = Html(asked.content.decode())
    assert shown.one("main h1") is not None
    for control in shown.all("main input:not([type=hidden]):not([type=radio]):not([type=checkbox])"):
        assert shown.one(f"label[for='{control.get('id')}']") is not None
        assert control.get("placeholder") is None
    return shown


def confirm(client: Client, path: str) -> Html:
    """Give the password once more on the way to `path`, and return the page it opens."""
    assert page(client, path).text("h1") == "Confirm that it is you"
    return page(client, f"/account/confirm/?next={path}", {"password": factories.PASSWORD, "next": path})


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client: Client, person: Any) -> Html:
    return page(client, "/sign-in/", {"login": person.email, "password": factories.PASSWORD})


def test_a_wrong_password_is_said_without_telling_who_has_an_account(client: Client, person: Any) -> None:
    wrong = page(client, "/sign-in/", {"login": person.email, "password": "not this one"})
    assert wrong.text("h1") == "Sign in"
    known = wrong.text(".nhsuk-error-summary li")
    unknown = page(client, "/sign-in/", {"login": "nobody@example.test", "password": "not this one"})
    assert unknown.text(".nhsuk-error-summary li") == known
    assert wrong.one("#id_login").get("value") == person.email
    assert wrong.text("title").startswith("Error: Sign in")


def test_the_second_step_can_be_set_up_used_and_given_up(client: Client, person: Any) -> None:
    sign_in(client, person)
    assert "Not in use yet" in page(client, "/account/second-step/").text("main")
    setting_up = confirm(client, "/account/second-step/totp/activate/")
    secret = setting_up.text("code")
    assert setting_up.one("img").get("src").startswith("data:image/svg")
    mistaken = page(client, "/account/second-step/totp/activate/", {"code": "000000"})
    assert mistaken.one(".nhsuk-error-summary a").get("href") == "#id_code"
    codes = page(client, "/account/second-step/totp/activate/", {"code": code_for(secret)})
    assert codes.text("h1") == "Recovery codes"
    assert len(codes.all(".app-codes li")) == 10
    assert "In use" in page(client, "/account/second-step/").text("main")
    assert page(client, "/account/second-step/recovery-codes/generate/").text(
        "button[type=submit].nhsuk-button"
    )

    page(client, "/sign-out/", {})
    asked = sign_in(client, person)
    assert asked.text("h1") == "Second step"
    recovery = codes.all(".app-codes code")[0].text
    page(client, "/account/second-step/authenticate/", {"code": recovery})
    giving_up = confirm(client, "/account/second-step/totp/deactivate/")
    assert giving_up.text("h1") == "Stop using the second step?"
    assert "Not in use yet" in page(client, "/account/second-step/totp/deactivate/", {}).text("main")


def test_who_was_signed_in_long_ago_confirms_first(client: Client, person: Any) -> None:
    client.force_login(person)
    assert page(client, "/account/second-step/totp/activate/").text("h1") == "Confirm that it is you"


def test_signing_out_asks_first(client: Client, person: Any) -> None:
    sign_in(client, person)
    assert page(client, "/sign-out/").text("h1") == "Sign out?"
    assert page(client, "/sign-out/", {}).text("h1") == "Sign in"


def test_a_forgotten_password_is_chosen_anew_from_a_message_without_personal_data(
    client: Client, person: Any
) -> None:
    page(client, "/account/password/forgotten/")
    sent = page(client, "/account/password/forgotten/", {"email": person.email})
    assert sent.text("h1") == "Look at your e-mail"
    message = mail.outbox[-1]
    assert person.last_name not in message.subject + str(message.body)
    link = next(line for line in str(message.body).splitlines() if line.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    choosing = client.get(path, follow=True)
    where = choosing.redirect_chain[-1][0]
    assert Html(choosing.content.decode()).text("h1") == "Choose a new password"
    short = page(client, where, {"password1": "short", "password2": "short"})
    assert short.one(".nhsuk-error-summary a").get("href") == "#id_password1"
    new = "quite another long password"
    page(client, where, {"password1": new, "password2": new})
    assert page(client, path).text("h1") == "This link cannot be used any more"


@pytest.mark.django_db
def test_an_address_that_nobody_has_is_answered_as_one_that_somebody_has(client: Client) -> None:
    sent = page(client, "/account/password/forgotten/", {"email": "nobody@example.org"})
    assert sent.text("h1") == "Look at your e-mail"
    (message,) = mail.outbox
    assert message.to == ["nobody@example.org"]
    assert "No account belongs to it" in message.body
    assert "http" not in message.body


def test_a_password_is_changed(client: Client, person: Any) -> None:
    sign_in(client, person)
    wrong = page(client, "/account/password/", {"oldpassword": "x", "password1": "y", "password2": "z"})
    assert wrong.all(".nhsuk-error-summary a")


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("account/account_inactive.html", "Your account is not in use"),
        ("account/password_reset_from_key_done.html", "Your password has been changed"),
        ("account/password_set.html", "Set a password"),
        ("mfa/reauthenticate.html", "Confirm that it is you"),
    ],
)
def test_pages_seldom_seen_are_worded_too(template: str, heading: str) -> None:
    from allauth.account.forms import ReauthenticateForm, SetPasswordForm
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    form = SetPasswordForm(user=None) if "password_set" in template else ReauthenticateForm(user=None)
    form.fields.setdefault("code", form.fields[next(iter(form.fields))])
    shown = Html(render_to_string(template, {"form": form}, RequestFactory().get("/")))
    assert shown.text("h1") == heading


def test_cancel_leads_back_to_where_the_page_was_opened(client: Client, person: Any) -> None:
    sign_in(client, person)
    cancel = "main .nhsuk-button-group a"
    assert page(client, "/account/password/").one(cancel).get("href") == "/account/"
    asked = page(client, "/account/second-step/totp/activate/")
    assert (asked.text("h1"), asked.one(cancel).get("href")) == ("Confirm that it is you", "/account/")
    setting_up = confirm(client, "/account/second-step/totp/activate/")
    assert setting_up.one(cancel).get("href") == "/account/second-step/"
