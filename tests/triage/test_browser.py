"""In a real browser: score, colour and cell follow the choices, and the page works without JavaScript."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from triage.models import Risk


@pytest.fixture
def address(page, live_server, client, opened):
    """Return the review's address, for a browser in which its advisor is signed in."""
    client.force_login(opened.advisor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return live_server.url + reverse("triage", args=[opened.case.reference])


def test_score_colour_and_cell_follow_the_choices(page, address):
    page.goto(address)
    risk = page.locator("#risk-1")
    expect(risk.locator("[data-band-place]")).to_have_text("Not scored yet")
    risk.get_by_label("3 Possible").check()
    risk.locator("summary", has_text="Statutory duties").click()
    risk.locator("[name='risk-0-severity_statutory'][value='5']").check()
    expect(risk.locator("[data-words]")).to_have_text(
        "Likelihood 3 (Possible) × severity 5 (Catastrophic) = 15"
    )
    expect(risk.locator("[data-band-place]")).to_contain_text("Red")
    cell = risk.locator(".app-matrix__cell--picked")
    expect(cell).to_have_attribute("data-score", "15")
    expect(page.locator("[data-overall-band]")).to_contain_text("15")
    risk.locator("[name='risk-0-severity_statutory'][value='']").check()
    expect(risk.locator("[data-band-place]")).to_have_text("Not scored yet")
    expect(cell).to_have_count(0)
    expect(page.locator(".app-saved")).to_contain_text("Draft saved")


def test_a_link_into_a_folded_part_opens_it(page, address):
    page.goto(f"{address}#id_risk-0-severity_financial_0")
    expect(page.locator("[name='risk-0-severity_financial'][value='5']")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_a_risk_is_scored_on_saving(page, address):
    page.goto(address)
    page.get_by_label("4 Likely").check()
    page.locator("summary", has_text="Financial").click()
    page.locator("[name='risk-0-severity_financial'][value='2']").check()
    page.get_by_role("button", name="Add another risk").click()
    expect(page.locator("[data-risk]")).to_have_count(2)
    expect(page.locator("#risk-1 [data-words]")).to_have_text(
        "Likelihood 4 (Likely) × severity 2 (Minor) = 8"
    )
    assert Risk.objects.get().score == 8
