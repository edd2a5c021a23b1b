"""Signing in: counted while Redis is up, possible while it is not, and back to where one was."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.utils import timezone

from accounts.models import Draft
from accounts.tasks import forget_ended_sessions
from lotus_cases.settings import production
from tests.factories import PASSWORD, make_person
from tests.ui.html import Html

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organisation):
    return make_person("case_manager", organisation=organisation)


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()
    yield
    caches["default"].clear()


@pytest.fixture
def without_redis(settings):
    caches_before = settings.CACHES
    away = {"LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": {"socket_connect_timeout": 0.05}}
    settings.CACHES = {"default": caches_before["default"] | away}
    yield
    settings.CACHES = caches_before


def sign_in(client, person, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": person.email, "password": password, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_who_tries_too_often_has_to_wait_even_with_the_right_password(client, person):
    for _ in range(5):
        assert not signed_in(client)
        sign_in(client, person, "not this one")
    response = sign_in(client, person)
    assert not signed_in(client)
    assert Html(response.content.decode()).all(".nhsuk-error-summary li")


def test_somebody_else_may_sign_in_meanwhile(client, person, organisation):
    for _ in range(6):
        sign_in(client, person, "not this one")
    other = make_person("advisor", organisation=organisation)
    assert sign_in(client, other)["Location"] == "/"


def test_a_stranger_who_guesses_many_times_locks_out_nobody_else(client, person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = production.ALLAUTH_TRUSTED_PROXY_COUNT
    for number in range(11):
        guess = {"login": f"somebody{number}@example.test", "password": "not this one"}
        client.post("/sign-in/", guess, headers={"X-Forwarded-For": "made.up, 198.51.100.7"})
    again = {"login": person.email, "password": PASSWORD}
    client.post("/sign-in/", again, headers={"X-Forwarded-For": "other, 198.51.100.7"})
    assert not signed_in(client)
    client.post("/sign-in/", again, headers={"X-Forwarded-For": "198.51.100.8"})
    assert signed_in(client)


def test_without_redis_signing_in_works_and_a_wrong_password_is_still_wrong(client, person, without_redis):
    for _ in range(7):
        sign_in(client, person, "not this one")
        assert not signed_in(client)
    assert sign_in(client, person)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_somebody_whose_account_is_not_in_use_does_not_get_in(client, person):
    person.is_active = False
    person.save()
    assert sign_in(client, person)["Location"] == "/account/inactive/"
    assert not signed_in(client)


def test_a_session_that_has_ended_leads_to_sign_in_and_back_to_the_page_with_the_draft(client, person):
    client.force_login(person)
    page = client.get("/cases/new/").content.decode()
    draft_url = re.search(r'data-draft-url="([^"]+)"', page).group(1)
    assert "saved_at" in client.post(draft_url, {"summary": "Two patients waited"}).json()
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))

    asked = client.get("/cases/new/")
    assert asked["Location"] == "/sign-in/?next=/cases/new/"
    assert client.post(draft_url, {"summary": "lost?"})["Location"].startswith("/sign-in/")
    shown = Html(client.get(asked["Location"]).content.decode())
    back = shown.one("main input[name='next']").get("value")
    assert sign_in(client, person, next=back)["Location"] == "/cases/new/"
    assert "Two patients waited" in client.get("/cases/new/").content.decode()
    assert Draft.objects.kept(person, draft_url.split("/")[2]).body == "summary=Two+patients+waited"


def test_sessions_that_have_ended_leave_no_row(client, person):
    client.force_login(person)
    forget_ended_sessions()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    forget_ended_sessions()
    assert not Session.objects.exists()


def test_a_session_lasts_as_long_as_it_is_used_and_at_most_a_minute_longer(client, person, settings):
    client.force_login(person)
    said = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    for renewed in (False, True):
        left = Session.objects.get().expire_date - timezone.now()
        assert said < left < said + dt.timedelta(seconds=61), renewed
        Session.objects.update(expire_date=timezone.now() + said - dt.timedelta(seconds=1))
        client.get("/")


def test_signing_in_leads_to_no_other_site(client, person):
    assert sign_in(client, person, next="https://elsewhere.example/")["Location"] == "/"


def test_nobody_signs_up_by_themselves(client, db):
    assert client.get("/accounts/signup/").status_code in {302, 404}
    from accounts.adapter import AccountAdapter

    assert AccountAdapter().is_open_for_signup(None) is False
