"""Practising in a real browser: on a phone without scripts, at a desk with them, and examined by axe."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessible import DESK, PHONE, check_accessible
from tests.factories import make_person
from tests.triage.practice import begun, example, published
from triage import similar
from triage.similar import Alike


@pytest.fixture
def visit(page, live_server, client):
    """Return a function that signs somebody in and goes to an address."""

    def go(person, address):
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(live_server.url + address)

    return go


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_on_a_phone_from_my_work_to_the_reasons(page, visit, room):
    page.set_viewport_size(PHONE)
    visit(room.advisor, "/")
    page.get_by_role("link", name="Practice cases").click()
    page.get_by_role("link", name="Three letters and no answer").click()
    first, second = page.locator("#risk-1"), page.locator("#risk-2")
    first.get_by_label("4 Likely (10% to 50%)").check()
    first.locator("summary", has_text="Patient/public safety").click()
    first.locator("[name='risk-0-severity_patient_safety'][value='3']").check()
    first.get_by_label("Why? In your own words").fill("Nobody knows.")
    page.get_by_role("button", name="Compare with the worked example’s scores").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Risk 2: choose how likely it is")
    expect(first.get_by_label("Why? In your own words")).to_have_value("Nobody knows.")
    second.get_by_label("2 Unlikely (0.1% to 1%)").check()
    second.locator("summary", has_text="Professionalism").click()
    second.locator("[name='risk-1-severity_professionalism'][value='2']").check()
    page.get_by_role("button", name="Compare with the worked example’s scores").click()
    expect(page.get_by_role("heading", name="Your scores and the worked example’s")).to_be_visible()
    expect(
        page.get_by_text("Your likelihood is two steps higher than that of the worked example.")
    ).to_be_visible()
    expect(page.get_by_text("Writing the worry about him into the score.")).to_be_visible()
    page.get_by_role("link", name="Score it again").click()
    expect(page.get_by_role("button", name="Compare with the worked example’s scores")).to_be_visible()


def test_the_matrix_chooses_and_what_is_chosen_is_kept(page, visit, room):
    page.set_viewport_size(DESK)
    here = reverse("practice_case", args=[example("notes-of-a-monday").pk])
    visit(room.advisor, here)
    page.locator("#risk-1 td[data-likelihood='3'][data-severity='4'] button").click()
    expect(page.locator("[name='risk-0-likelihood'][value='3']")).to_be_checked()
    expect(page.locator("[data-overall-band]")).to_contain_text("12")
    expect(page.locator(".app-saved")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("[name='risk-0-severity_patient_safety'][value='4']")).to_be_checked()
    page.get_by_role("button", name="Compare with the worked example’s scores").click()
    expect(page.get_by_text("Your severity is two steps higher")).to_be_visible()


def test_no_page_has_barriers_and_nothing_sticks_out(page, visit, submitted, monkeypatch):
    admin = make_person("administrator", organisation=submitted.organisation)
    own = published(submitted.organisation, admin)
    draft = begun(submitted.organisation, admin, known="")
    groups = [Alike(True, "amber", 3, 4, "learning", 9), Alike(True, "red", 5, 4, "", 8)]
    monkeypatch.setattr(similar, "_alike", lambda *_case, **_window: groups)
    visit(submitted.advisor, reverse("triage_similar", args=[submitted.case.reference, 1]))
    expect(page.get_by_text("About 15 similar cases")).to_be_visible()
    check_accessible(page)
    visit(submitted.advisor, "/triage/guide/practice/")
    check_accessible(page)
    page.get_by_role("link", name="A planted title", exact=True).click()
    check_accessible(page)
    page.locator("#risk-1 td[data-likelihood='3'][data-severity='4'] button").click()
    page.get_by_role("button", name="Compare with the agreed scores").click()
    check_accessible(page)
    for path in ("", f"{draft.pk}/", f"{draft.pk}/edit/", f"{own.pk}/retire/"):
        visit(admin, f"/triage/guide/practice/written/{path}")
        check_accessible(page)
