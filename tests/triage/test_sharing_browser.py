"""Sharing a review in a real browser: marking words, by keyboard and on a phone, and without JavaScript."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessible import PHONE, check_accessible
from tests.triage.sharing import save, some
from triage.models import Sharing


@pytest.fixture
def address(page, live_server, client, submitted):
    """Return the address of marking, for a browser in which the case manager is signed in."""
    client.force_login(submitted.manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return live_server.url + reverse("triage_share", args=[submitted.case.reference, 1])


def mark(page, words):
    """Select words in the summary as a mouse does."""
    page.evaluate(
        """words => {
            const text = document.querySelector("[data-words]").firstChild;
            const start = text.textContent.indexOf(words);
            getSelection().setBaseAndExtent(text, start, text, start + words.length);
        }""",
        words,
    )


def part(page, heading):
    return page.locator("section.app-section", has=page.get_by_role("heading", name=heading))


def test_marked_words_are_withheld_and_the_draft_is_kept(page, address):
    page.goto(address)
    summary = part(page, "Summary of concern(s)")
    button = summary.get_by_role("button", name="Withhold the words I marked")
    expect(button).to_be_hidden()
    mark(page, "sets of notes")
    button.click()
    expect(summary.get_by_label("Words to withhold")).to_have_value("sets of notes")
    expect(summary.get_by_label("Share it, but withhold some words")).to_be_checked()
    expect(summary.get_by_role("status")).to_contain_text("“sets of notes” will be withheld")
    summary.get_by_label("Reason").first.select_option("third_party")
    expect(page.locator(".app-saved")).to_contain_text("Draft saved")
    page.reload()
    expect(summary.get_by_label("Words to withhold")).to_have_value("sets of notes")
    page.get_by_role("button", name="Save, and read it as the practitioner will").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Three [withheld] were not complete.")).to_be_visible()
    page.get_by_role("button", name="This is their copy: make the PDF").click()
    expect(page.get_by_text("Nothing has been sent.")).to_be_visible()
    assert Sharing.objects.get().withheld.get().words == "sets of notes"


def test_every_page_is_accessible(page, address, submitted):
    page.goto(address)
    part(page, "Rationale").get_by_label("Share it, but withhold some words").check()
    part(page, "Case recommendation").get_by_label("Withhold this part").check()
    check_accessible(page)
    page.get_by_role("button", name="Save and stay here").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Rationale: enter the words to withhold")
    check_accessible(page)
    save(submitted, some("summary", "sets of notes"))
    page.goto(f"{address}check/")
    check_accessible(page)
    page.get_by_role("button", name="This is their copy: make the PDF").click()
    check_accessible(page)
    page.goto(f"{address}1/shown/")
    check_accessible(page)
    page.goto(address.replace("/share/", "/comments/"))
    check_accessible(page)
    page.goto(f"{address}1/preview/")
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_without_javascript_words_are_pasted(browser, live_server, client, submitted):
    client.force_login(submitted.manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("triage_share", args=[submitted.case.reference, 1]))
    summary = part(page, "Summary of concern(s)")
    summary.get_by_label("Share it, but withhold some words").check()
    summary.get_by_label("Words to withhold").fill("sets of notes")
    summary.get_by_label("Reason").first.select_option("third_party")
    page.get_by_role("button", name="Save, and read it as the practitioner will").click()
    expect(page.get_by_role("heading", name="What Dr Amara Okafor will read")).to_be_visible()
    context.close()
