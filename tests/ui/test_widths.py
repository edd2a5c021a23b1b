"""Pages as wide as a telephone, or a screen enlarged to 200% and 400%; on paper; in few colours."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import Person
from cases.actions import answer_safety
from cases.actions.record import SafetyAnswer
from cases.models import Case
from tests import factories
from ui.dates import today

FITS = "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"
LONG = "Featherstonehaugh-Cholmondeley-Warrington"
PAGES = (
    "/",
    "/cases/",
    "/cases/new/",
    "/meetings/",
    "/meetings/new/",
    "/messages/",
    "/triage/guide/",
    "/account/",
    "/gallery/",
    "{case}",
    "{case}triage/",
    "{case}group/",
    "{case}letters/",
    "{case}documents/",
    "{case}timeline/",
    "{case}audit/",
    "{case}support/plan/",
    "{case}practitioner/",
    "{case}contacts/new/",
)


@pytest.fixture
def manager(transactional_db: None) -> Person:
    email = f"{LONG.lower()}@a-long-name-of-an-organisation.example.test"
    return factories.make_person(
        "case_manager", organisation=factories.make_organisation(), last_name=LONG, email=email
    )


@pytest.fixture
def address(manager: Person) -> str:
    """The address of a case about somebody with a long name."""
    organisation = manager.memberships.get().organisation
    practitioner = factories.make_practitioner(by=manager, organisation=organisation, last_name=LONG)
    return factories.make_case(by=manager, practitioner=practitioner).get_absolute_url()


@pytest.fixture
def browser_page(page: Page, live_server: Any, client: Any, manager: Person) -> Page:
    client.force_login(manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def fits(page: Page) -> bool:
    """Tell whether the page fits its width; its menu folds itself a moment after the width has changed."""
    for _try in range(20):
        if page.evaluate(FITS):
            return True
        page.wait_for_timeout(100)
    return False


def test_no_page_scrolls_sideways_on_a_telephone_or_enlarged(
    browser_page: Page, live_server: Any, address: str
) -> None:
    wide = []
    for path in PAGES:
        browser_page.goto(live_server.url + path.format(case=address))
        # 640 pixels are 200% of 1280, 320 are 400%.
        for width in (640, 390, 320):
            browser_page.set_viewport_size({"width": width, "height": 800})
            if not fits(browser_page):
                wide.append((path, width))
    assert wide == []


def test_on_a_telephone_the_chosen_tab_is_in_sight_without_javascript(
    browser_page: Page, live_server: Any, address: str, browser: Any
) -> None:
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
        storage_state=browser_page.context.storage_state(),
    )
    phone = context.new_page()
    phone.goto(f"{live_server.url}{address}audit/")
    chosen = phone.locator(".app-tabs [aria-current=page]")
    expect(chosen).to_have_text("Audit")
    box = chosen.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    context.close()


def test_filters_are_folded_on_a_telephone_unless_one_is_set_and_always_open_beside_the_list(
    browser_page: Page, live_server: Any, address: str
) -> None:
    stage = browser_page.get_by_label("Stage")
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(f"{live_server.url}/cases/")
    expect(stage).not_to_be_visible()
    browser_page.get_by_text("Filters and order").click()
    expect(stage).to_be_visible()
    browser_page.goto(f"{live_server.url}/cases/?q=&stage=&colour=red&route=&sort=newest")
    expect(stage).to_be_visible()
    browser_page.goto(f"{live_server.url}/cases/?q=&stage=&colour=&route=&sort=newest")
    expect(stage).not_to_be_visible()
    browser_page.set_viewport_size({"width": 1280, "height": 844})
    expect(stage).to_be_visible()
    expect(browser_page.get_by_text("Filters and order")).not_to_be_visible()


def test_a_case_begins_within_the_first_screen_of_a_telephone_and_an_address_goes_on_after_its_at_sign(
    browser_page: Page, live_server: Any, address: str
) -> None:
    case = Case.objects.get()
    step = SafetyAnswer(unsafe=True, step="Paused. " * 60, decided_by="Dr Iyer", review_on=today())
    answer_safety(case=case, answer=step, by=case.manager)
    whom = browser_page.locator(".app-facts a[href^=mailto]").first
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(live_server.url + address)
    expect(browser_page.get_by_role("heading", name="What was raised")).to_be_in_viewport()
    expect(whom).not_to_be_visible()
    browser_page.get_by_text("When last told, and whom to reach").click()
    expect(whom).to_be_visible()
    assert "@<wbr>" in whom.inner_html()
    browser_page.get_by_text("Somebody may be unsafe: what is done about it").click()
    expect(browser_page.get_by_text("Decided by Dr Iyer")).to_be_visible()
    browser_page.set_viewport_size({"width": 1280, "height": 844})
    browser_page.goto(live_server.url + address)
    expect(whom).to_be_visible()
    expect(browser_page.get_by_text("Decided by Dr Iyer")).to_be_visible()
    browser_page.emulate_media(media="print")
    expect(browser_page.get_by_text("Decided by Dr Iyer")).to_be_visible()


def test_on_paper_there_is_no_menu_no_button_and_not_who_raised_a_concern(
    browser_page: Page, live_server: Any, manager: Person
) -> None:
    case = factories.make_case(by=manager, source_detail="A colleague in the next room.")
    browser_page.goto(live_server.url + case.get_absolute_url())
    who = browser_page.get_by_text("Who raised it (protected)")
    expect(who).to_be_visible()
    browser_page.emulate_media(media="print")
    expect(who).not_to_be_visible()
    expect(browser_page.get_by_text("A colleague in the next room.")).not_to_be_visible()
    expect(browser_page.locator("nav:visible, .app-header:visible, .nhsuk-button:visible")).to_have_count(0)
    expect(browser_page.get_by_role("heading", name="What was raised")).to_be_visible()


def test_in_forced_colours_only_the_chosen_tab_is_underlined_and_a_picked_cell_has_a_line(
    browser_page: Page, live_server: Any, address: str
) -> None:
    browser_page.emulate_media(forced_colors="active")
    browser_page.goto(f"{live_server.url}{address}triage/")
    border = "element => getComputedStyle(element).borderBottomColor"
    chosen = browser_page.locator(".app-tabs__link--current").evaluate(border)
    other = browser_page.locator(".app-tabs__link:not(.app-tabs__link--current)").first.evaluate(border)
    assert chosen != other
    browser_page.goto(f"{live_server.url}/gallery/")
    picked = browser_page.locator(".app-matrix__cell--picked").last
    assert picked.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
