"""What runs in the browser: drafts, rows, many files, one submit, the session's end. Each is an extra."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.ui import try_urls
from tests.ui.browsing import sign_in

HERE = Path(__file__).parent


@pytest.fixture
def opened(page: Page, live_server: Any, client: Any, settings: Any) -> Page:
    """The page of `try_urls`, opened by somebody signed in; its clock can be put forward."""
    settings.ROOT_URLCONF = "tests.ui.try_urls"
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], HERE / "templates"]}]
    try_urls.ARRIVED.clear()
    try_urls.ANSWERS["draft"] = 204
    sign_in(page, live_server, client)
    page.clock.install()
    page.goto(f"{live_server.url}/try/")
    return page


def test_what_is_typed_is_saved_and_the_page_says_when(opened: Page) -> None:
    saved = opened.locator(".app-saved")
    opened.get_by_label("Words").fill("half a sentence")
    opened.clock.run_for(2000)
    expect(saved).to_contain_text("Draft saved")
    assert try_urls.ARRIVED[-1]["words"] == "half a sentence"
    assert "csrfmiddlewaretoken" not in try_urls.ARRIVED[-1]
    try_urls.ANSWERS["draft"] = 500
    opened.get_by_label("Words").fill("a whole sentence")
    opened.clock.run_for(2000)
    expect(saved).to_contain_text("Not saved")
    expect(opened.get_by_label("Words")).to_have_value("a whole sentence")


def test_drafts_stop_once_the_form_is_sent(opened: Page) -> None:
    opened.get_by_label("Words").fill("typed")
    # The answer is long in coming: the page is still there.
    opened.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    opened.get_by_role("button", name="Save it").click()
    opened.get_by_label("Words").fill("typed on")
    opened.clock.run_for(5000)
    opened.wait_for_timeout(200)
    assert try_urls.ARRIVED == []


def test_a_second_click_does_nothing(opened: Page) -> None:
    opened.get_by_label("Words").fill("typed")
    opened.evaluate(
        """() => {
            const buttons = [...document.querySelectorAll('button')];
            const button = buttons.find(each => each.textContent === 'Save it');
            button.click(); button.click(); button.click();
        }"""
    )
    expect(opened.get_by_text("There is a problem")).to_be_visible()
    opened.clock.run_for(5000)
    opened.wait_for_timeout(200)
    assert [each.get("unsafe", "posted") for each in try_urls.ARRIVED] == ["posted"]
    expect(opened).to_have_title("Error: Try – LOTUS Cases")
    opened.get_by_role("link", name="Answer “Is anyone unsafe today?”").click()
    expect(opened.locator("#id_unsafe_0")).to_be_focused()


def test_a_part_appears_with_its_option_and_a_long_list_can_be_typed_into_and_emptied(opened: Page) -> None:
    expect(opened.get_by_label("Step")).to_be_hidden()
    opened.get_by_label("Yes").check()
    expect(opened.get_by_label("Step")).to_be_visible()
    box = opened.get_by_label("Practice")
    box.fill("haz")
    opened.get_by_role("option", name="Hazel Lane Dental").click()
    assert opened.locator("select[name=practice]").input_value() == "2"
    box.fill("")
    assert opened.locator("select[name=practice]").input_value() == ""


def test_rows_are_added_numbered_and_removed(opened: Page) -> None:
    add = opened.get_by_role("button", name="Add another action")
    opened.get_by_label("Action").fill("first")
    add.click()
    expect(opened.locator("[data-rows-said]")).to_have_text("Action 2 added")
    opened.locator("[name=rows-1-what]").fill("second")
    add.click()
    expect(add).to_be_hidden()
    opened.get_by_role("button", name="Remove action 1").click()
    expect(add).to_be_visible()
    assert opened.locator("[data-row-title]").all_text_contents() == ["Action 1", "Action 2"]
    assert opened.locator("[name=rows-0-what]").input_value() == "second"
    opened.get_by_role("button", name="Save the rows").click()
    opened.wait_for_load_state()
    assert (try_urls.ARRIVED[-1]["rows"], try_urls.ARRIVED[-1]["rows-0-what"]) == ("2", "second")


def test_one_refused_file_costs_none_of_the_others(opened: Page) -> None:
    field = opened.get_by_label("Documents").get_attribute("id")
    opened.evaluate(
        "id => document.body.insertAdjacentHTML('beforeend', "
        "`<div class='nhsuk-error-summary'><a href='#${id}'>Choose a file</a></div>`)",
        field,
    )
    opened.get_by_label("Documents").set_input_files(
        [
            {"name": "one.pdf", "mimeType": "application/pdf", "buffer": b"one"},
            {"name": "two.exe", "mimeType": "application/x", "buffer": b"two"},
            {"name": "big.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2_000_000},
            {"name": "last.pdf", "mimeType": "application/pdf", "buffer": b"last"},
        ]
    )
    opened.get_by_role("button", name="Add the documents").click()
    expect(opened.locator("[data-progress]")).to_have_text("2 of 4 kept. 2 not kept: see below.")
    assert opened.locator("[data-files] li").all_text_contents() == [
        "Kept: one.pdf",
        "Not kept: two.exe is a program, not a document.",
        "Not kept: big.pdf is 2 MB. The largest file that can be sent is 1 MB.",
        "Kept: last.pdf",
    ]
    assert [each["files"] for each in try_urls.ARRIVED] == [["one.pdf"], ["two.exe"], ["last.pdf"]]
    expect(opened.get_by_text("Choose a file")).to_have_count(0)


def test_the_end_of_the_session_is_announced_and_can_be_put_off(opened: Page, settings: Any) -> None:
    opened.clock.fast_forward((settings.SESSION_COOKIE_AGE - 100) * 1000)
    dialog = opened.get_by_role("dialog", name="You will be signed out soon")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-announce]")).to_contain_text("You will be signed out in 2 minutes.")
    with opened.expect_response("**/stay-signed-in/") as answer:
        opened.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 200
    expect(dialog).to_be_hidden()
    opened.clock.fast_forward((settings.SESSION_COOKIE_AGE - 60) * 1000)
    expect(dialog).to_be_visible()
    opened.context.clear_cookies()
    opened.clock.fast_forward(120_000)
    expect(opened).to_have_url(re.compile("/sign-in/"))


def test_a_wait_asks_until_it_is_ready_and_no_more_and_leads_to_the_sign_in_page_without_session(
    opened: Page,
) -> None:
    opened.goto(f"{opened.url}?making=1")
    expect(opened.get_by_text("is being made")).to_be_visible()
    for _asked in range(2):
        with opened.expect_response("**/try/making/"):
            opened.clock.run_for(2000)
    expect(opened.get_by_role("link", name="Open the PDF")).to_be_visible()
    opened.clock.run_for(10_000)
    opened.wait_for_timeout(200)
    assert len(try_urls.ARRIVED) == 2
    try_urls.ARRIVED.clear()
    opened.reload()
    expect(opened.get_by_text("is being made")).to_be_visible()
    opened.context.clear_cookies()
    opened.clock.run_for(2000)
    expect(opened).to_have_url(re.compile("/sign-in/"))


def test_everything_is_there_without_javascript(browser: Any, opened: Page) -> None:
    plain = browser.new_context(java_script_enabled=False, storage_state=opened.context.storage_state())
    page = plain.new_page()
    page.goto(opened.url)
    expect(page.get_by_label("Step")).to_be_visible()
    expect(page.locator("select[name=practice]")).to_be_visible()
    expect(page.get_by_label("Remove this one")).to_be_visible()
    page.locator("[name=rows-0-what]").fill("kept")
    page.get_by_role("button", name="Add another action").click()
    expect(page.locator("[name=rows-1-what]")).to_be_visible()
    expect(page.locator("[name=rows-0-what]")).to_have_value("kept")
    plain.close()
