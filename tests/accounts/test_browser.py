"""In a real browser: what the test client cannot tell, such as which headers a browser sends along."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Person
from tests.accounts.conftest import ADDRESS
from tests.factories import PASSWORD, make_organisation, make_person


def join(page: Page) -> None:
    page.get_by_label("Choose a password").fill("three words nobody guesses")
    page.get_by_label("The same password again").fill("three words nobody guesses")
    page.get_by_role("button", name="Join").click()


def test_somebody_new_joins_from_the_link_in_the_e_mail(page: Page, live_server: LiveServer, ask):
    _invitation, link = ask()
    page.goto(live_server.url + link)
    join(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    expect(page.locator("main")).to_contain_text("Welcome to")
    assert Person.objects.filter(email=ADDRESS).exists()


def test_on_a_computer_where_a_colleague_is_signed_in_one_signs_them_out_and_goes_on(
    page: Page, live_server: LiveServer, ask
):
    _invitation, link = ask()
    colleague = make_person("advisor", organisation=make_organisation())
    page.goto(live_server.url + "/sign-in/")
    page.locator("[name=login]").fill(colleague.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.goto(live_server.url + link)
    page.get_by_role("button", name="Sign out and come back here").click()
    join(page)
    expect(page.locator(".app-header__who")).to_have_text("New Colleague")
