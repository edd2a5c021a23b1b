"""Refusals, errors and safety of pages, whatever page it is."""

import json
from typing import Any

import pytest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from tests import factories
from tests.ui.html import Html
from ui import public, views
from ui.middleware import PageSafetyMiddleware
from ui.refusals import NotAllowed, Refusal


@pytest.fixture
def person(db: None) -> Any:
    return factories.make_person("case_manager", organisation=factories.make_organisation())


@pytest.fixture
def signed_in(person: Any, client: Client) -> Client:
    client.force_login(person)
    return client


def test_health_says_only_that_the_process_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert json.loads(answer.content) == {"status": "ok"}


def test_pages_for_somebody_signed_in_are_kept_by_nobody(signed_in: Client) -> None:
    assert signed_in.get("/gallery/")["Cache-Control"] == "no-store, private"


def test_every_page_has_a_policy_without_inline_scripts_or_styles(signed_in: Client) -> None:
    policy = signed_in.get("/gallery/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_a_person_may_not_do_is_said_on_a_page_of_its_own() -> None:
    request = RequestFactory().post("/")
    answer = PageSafetyMiddleware(HttpResponse).process_exception(
        request, NotAllowed("Only the chair may do this.")
    )
    assert answer is not None
    assert answer.status_code == 403
    assert "Only the chair may do this." in answer.content.decode()
    assert PageSafetyMiddleware(HttpResponse).process_exception(request, Refusal("Not like this")) is None


@pytest.mark.parametrize("htmx", [True, False])
def test_a_sign_in_page_never_lands_inside_a_page(client: Client, htmx: bool) -> None:
    answer = client.get("/gallery/", headers={"HX-Request": "true"} if htmx else {})
    if htmx:
        assert answer.status_code == 401
        assert answer["HX-Redirect"] == "/sign-in/"
        assert answer.content == b""
    else:
        assert answer.status_code == 302
        assert answer["Location"] == "/sign-in/?next=/gallery/"


def test_an_address_that_nobody_could_have_is_refused_in_words(signed_in: Client) -> None:
    for address in ("/cases/?q=a%00b", "/cases/%00/", "/cases/?stage=%00"):
        assert signed_in.get(address).status_code == 400
    assert signed_in.post(f"/drafts/{'x' * 81}/", {"text": "a"}).status_code == 404


def test_other_redirects_reach_htmx_as_they_are() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    answer = PageSafetyMiddleware(lambda _: HttpResponseRedirect("/cases/"))(request)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "nothing was changed"),
        (views.permission_denied, 403, "Your role does not include this"),
        (views.page_not_found, 404, "Page not found"),
        (views.csrf_failure, 403, "This page had been open for a long time"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(view: Any, status: int, words: str) -> None:
    answer = view(RequestFactory().get("/"))
    assert answer.status_code == status
    page = Html(answer.content.decode())
    assert words in page.text("main")
    assert page.one("main a[href='/']") is not None


def test_a_reason_given_is_shown_and_escaped() -> None:
    answer = views.permission_denied(RequestFactory().get("/"), PermissionError("<b>Not</b> you."))
    assert "&lt;b&gt;Not&lt;/b&gt; you." in answer.content.decode()


def test_the_worst_page_needs_neither_session_nor_database() -> None:
    answer = views.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "LOTUS Cases" in answer.content.decode()


def test_staying_signed_in_needs_a_session_and_a_post(signed_in: Client, settings: Any) -> None:
    assert signed_in.get("/stay-signed-in/").status_code == 405
    assert signed_in.post("/stay-signed-in/").json() == {"seconds": settings.SESSION_COOKIE_AGE}
    signed_in.logout()
    assert signed_in.post("/stay-signed-in/").status_code == 302


def test_the_warning_is_there_only_for_somebody_signed_in(signed_in: Client, settings: Any) -> None:
    page = Html(signed_in.get("/gallery/").content.decode())
    assert page.one("body").get("data-session-seconds") == str(settings.SESSION_COOKIE_AGE)
    assert page.one("dialog#session-warning") is not None
    signed_in.logout()
    assert not Html(signed_in.get("/help/").content.decode()).all("dialog")


def test_the_gallery_is_for_demos_only(person: Any, settings: Any) -> None:
    settings.DEMO = False
    request = RequestFactory().get("/gallery/")
    request.user = person
    with pytest.raises(Http404):
        views.gallery(request)


@pytest.mark.parametrize(("shown", "count"), [(True, 1), (False, 0)])
def test_the_nhs_logo_is_shown_only_to_those_entitled(
    client: Client, settings: Any, shown: bool, count: int
) -> None:
    settings.SHOW_NHS_LOGO = shown
    page = Html(client.get("/help/").content.decode())
    assert len(page.all("svg[aria-label=NHS]")) == count


@pytest.mark.parametrize("path", ["/help/", "/accessibility/", "/sign-in/", "/account/password/forgotten/"])
def test_the_few_public_pages_need_no_sign_in(client: Client, path: str, db: None) -> None:
    page = Html(client.get(path).content.decode())
    assert page.one("h1") is not None
    assert page.one("html").get("lang") == "en-GB"


def test_only_the_routes_on_the_list_are_open() -> None:
    assert public.open_routes() <= public.PUBLIC


def test_messages_carry_a_word_and_not_a_colour_alone(signed_in: Client) -> None:
    from django.contrib.messages.storage.base import Message
    from django.template.loader import render_to_string

    said = [Message(level, "x") for level in (20, 25, 30, 40)]
    page = Html(render_to_string("components/messages.html", {"messages": said}))
    assert [each.text for each in page.all("strong")] == [
        "Done",
        "For information",
        "Please note",
        "Not done",
    ]


def test_the_title_of_a_page_with_mistakes_begins_with_error() -> None:
    from tests.ui.html import template
    from tests.ui.test_forms import Shared, answers

    source = "{% title_prefix %}Page"
    assert template(source, thing=Shared(answers())).source == "Page"
    assert template(source, thing=Shared(answers(words=""))).source == "Error: Page"
    assert template(source, forms=[{"x": Shared(answers(words=""))}]).source == "Error: Page"
