"""The review's form in a browser: nothing lies over what is chosen, and what was done is in sight."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Case
from triage import actions
from ui.dates import day, today

AT_ITS_CENTRE = """each => {
    each.scrollIntoView({ block: "end" });
    const box = each.getBoundingClientRect();
    const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return found === each || found.contains(each) || [...each.labels].includes(found);
}"""
WHOLE_WORDS = (
    "each => each.scrollWidth <= each.closest('td').clientWidth && each.getClientRects().length === 1"
)


@pytest.fixture
def address(page, live_server, client, opened, stored):
    """Return the review's address, for a browser in which its advisor is signed in."""
    stored(opened.case, by=opened.manager, title="Referral")
    client.force_login(opened.advisor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return live_server.url + reverse("triage", args=[opened.case.reference])


def nothing_over_the_radios(page: Page) -> None:
    radios = page.locator("form[data-triage] input[type=radio]:visible")
    assert radios.count() > 10
    covered = [each.get_attribute("id") for each in radios.all() if not each.evaluate(AT_ITS_CENTRE)]
    assert covered == []


def test_it_is_written_with_nothing_in_the_way(page, address, opened):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    page.get_by_role("button", name="Begin the summary").click()
    summary = page.get_by_label("Summary of concern(s)")
    expect(summary).to_have_value(f"Received on {_received(opened.case)}: A planted concern about notes.")
    expect(page.locator("[data-begin=id_summary]")).to_be_hidden()
    row = page.locator(".app-read__row")
    expect(row).to_contain_text("You have not opened this yet")
    with page.context.expect_page() as opening:
        row.get_by_role("link").click()
    opening.value.close()
    expect(row).to_contain_text("Opened by you just now")
    expect(page.locator(".app-review__contents [data-saved-here]")).to_contain_text("Draft saved")
    # What is in the case opens beside the form, and its end can be reached.
    opened.case.accounts.create(
        text="So it was. \n" * 90 + "The end.", received_on=today(), how="letter", recorded_by=opened.manager
    )
    page.reload()
    page.evaluate("document.querySelector('#people').scrollIntoView()")
    page.get_by_text("What is in the case", exact=True).click()
    end = page.get_by_role("link", name="Referral (new tab)").first
    end.scroll_into_view_if_needed()
    expect(end).to_be_in_viewport()
    nothing_over_the_radios(page)
    why = page.locator("[name=risk-0-accepted_why]")
    expect(why).to_be_hidden()
    page.locator("[name=risk-0-accepted][value=yes]").check()
    expect(why).to_be_visible()
    how = page.locator("[name=factor-support_why]")
    page.locator("[name=factor-support_direction][value=unknown]").check()
    expect(how).to_be_hidden()
    page.locator("[name=factor-support_direction][value=lowers]").check()
    expect(how).to_be_visible()
    expect(how).to_have_accessible_name("How do we know? Level of support")
    how.fill("Document 1")
    page.locator("[name=factor-support_direction][value=unknown]").check()
    expect(how).to_be_visible()
    page.get_by_label("What could happen, and to whom?").fill("patients could wait")
    page.locator("[name=risk-0-likelihood][value='3']").check()
    # The picture's one stop of the Tab key follows the choices.
    page.locator("#risk-1 [data-domain] summary").first.click()
    page.locator("[name=risk-0-severity_patient_safety][value='2']").check()
    stop = page.locator("#risk-1 .app-matrix__button[tabindex='0']")
    expect(stop).to_have_accessible_name(re.compile("likelihood 3 Possible, severity 2 Minor"))
    page.get_by_role("button", name="Begin the rationale").click()
    rationale = page.get_by_label("Rationale")
    expect(rationale).to_have_value(re.compile("^This risk is possible within 12 months"))
    expect(rationale).to_be_in_viewport()
    expect(page.get_by_role("button", name="Begin the rationale")).to_have_count(0)
    # From the check to the very question, and back to its line.
    page.goto(f"{address}check/")
    page.get_by_role("link", name="Change Remedial priority").click()
    expect(page.get_by_text("Remedial priority", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Save and go back to check your answers").first.click()
    expect(page.locator("#line-risk-1-priority")).to_be_in_viewport()

    page.set_viewport_size({"width": 390, "height": 844})
    actions.write_by_section(by_section=True, by=opened.advisor)
    page.goto(f"{address}sections/risks/")
    box = page.get_by_label("What could happen, and to whom?")
    before = box.bounding_box()["height"]
    box.fill("Patients could wait.\n" * 9)
    assert box.bounding_box()["height"] > 1.5 * before
    page.locator("[name=risk-0-likelihood][value='3']").check()
    expect(page.locator("#risk-1 [data-saved-here]").first).to_contain_text("Draft saved")
    nothing_over_the_radios(page)
    axes = page.locator("#risk-1 .app-matrix__axis")
    assert [each.evaluate(WHOLE_WORDS) for each in axes.all()] == [True, True]
    heading = page.get_by_role("heading", level=1)
    page.evaluate("scrollTo(0, 0)")
    assert heading.bounding_box()["y"] < 500

    page.get_by_role("button", name="Add another risk").click()
    expect(page.get_by_label("What could happen, and to whom?").last).to_be_focused()
    page.get_by_role("button", name="Take out risk 2").click()
    expect(page.get_by_text("The risk is taken out, and everything else is saved.")).to_be_in_viewport()


def _received(case: Case) -> str:
    return day(case.concerns.get().received_on)
