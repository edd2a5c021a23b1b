"""The whole review in a real browser: by mouse, by keyboard alone, on a phone, and without JavaScript."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.accessible import DESK, PHONE, check_accessible
from tests.triage.conftest import answers
from triage import actions
from triage.models import Review, Risk


@pytest.fixture
def address(page, live_server, client, opened, stored):
    """Return the review's address, for a browser in which its advisor is signed in."""
    opened.papers = [stored(opened.case, by=opened.manager, title=title) for title in ("Referral", "Rota")]
    client.force_login(opened.advisor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return live_server.url + reverse("triage", args=[opened.case.reference])


def cell(page: Page, likelihood: int, severity: int, risk: int = 1):
    return page.locator(f"#risk-{risk} td[data-likelihood='{likelihood}'][data-severity='{severity}'] button")


def tab_to(page: Page, target, *, most: int = 40) -> None:
    """Press Tab until the control has the focus."""
    control = target.element_handle()
    for _press in range(most):
        if control.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the keyboard")


def test_score_colour_and_cell_follow_the_choices(page, address):
    page.goto(address)
    risk = page.locator("#risk-1")
    expect(risk.locator("[data-band-place]")).to_have_text("Not scored yet")
    risk.get_by_label("3 Possible", exact=False).first.check()
    risk.locator("summary", has_text="Statutory duties").click()
    risk.locator("[name='risk-0-severity_statutory'][value='5']").check()
    expect(risk.locator("[data-words]")).to_have_text(
        "Likelihood 3 (Possible) × severity 5 (Catastrophic) = 15"
    )
    expect(risk.locator("[data-band-place]")).to_contain_text("Red")
    expect(risk.locator(".app-matrix__cell--picked")).to_have_attribute("data-score", "15")
    expect(cell(page, 3, 5)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-overall-band]")).to_contain_text(["15", "15"])
    risk.locator("[name='risk-0-severity_statutory'][value='']").check()
    expect(risk.locator("[data-band-place]")).to_have_text("Not scored yet")
    expect(risk.locator(".app-matrix__cell--picked")).to_have_count(0)
    expect(page.locator(".app-saved")).to_contain_text("Draft saved")
    # Two risks have a picture of their own.
    risk.locator("[name='risk-0-severity_statutory'][value='4']").check()
    page.get_by_role("button", name="Add another risk").click()
    risk.get_by_label("2 Unlikely", exact=False).first.check()
    place = page.locator("[data-overall] td[data-likelihood='2'][data-severity='4']")
    expect(place).to_contain_text("Risk 1")
    expect(page.locator("[data-overall] .app-matrix__risk")).to_have_count(1)


def test_choosing_a_cell_is_choosing_on_the_radios(page, address):
    page.goto(address)
    risk = page.locator("#risk-1")
    cell(page, 4, 3).click()
    expect(risk.locator("[name='risk-0-likelihood'][value='4']")).to_be_checked()
    expect(risk.locator("[name='risk-0-severity_patient_safety'][value='3']")).to_be_checked()
    expect(risk.locator("[data-band-place]")).to_contain_text("12")
    expect(risk.locator("[data-more]")).to_contain_text("The severity is in “Patient/public safety")
    # The gravest domain is the one that is changed, and no other.
    risk.locator("summary", has_text="Financial").click()
    risk.locator("[name='risk-0-severity_financial'][value='5']").check()
    cell(page, 2, 4).click()
    expect(risk.locator("[name='risk-0-severity_financial'][value='4']")).to_be_checked()
    expect(risk.locator("[name='risk-0-severity_patient_safety'][value='3']")).to_be_checked()
    expect(risk.locator("[data-words]")).to_have_text("Likelihood 2 (Unlikely) × severity 4 (Major) = 8")
    # Lower than another domain: what stands in the way is said, and the score stays true.
    cell(page, 2, 1).click()
    expect(risk.locator("[data-more]")).to_contain_text("is still scored 3, and the gravest counts")
    expect(risk.locator("[data-band-place]")).to_contain_text("6")


def test_the_matrix_by_keyboard_is_one_stop_with_arrows(page, address):
    page.goto(address)
    first = cell(page, 5, 1)
    first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    expect(cell(page, 4, 3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name='risk-0-likelihood'][value='4']")).to_be_checked()
    expect(page.locator("#risk-1 [data-words]")).to_contain_text("= 12")
    expect(page.locator("#risk-1 .app-matrix button[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.app-matrix')")


def test_a_link_into_a_folded_part_opens_it_and_documents_are_numbered_as_they_are_ticked(page, address):
    page.goto(f"{address}#id_risk-0-severity_financial_0")
    expect(page.locator("[name='risk-0-severity_financial'][value='5']")).to_be_visible()
    page.get_by_label("Rota", exact=True).check()
    page.get_by_label("Referral", exact=True).check()
    places = page.locator(".app-read__place input")
    expect(places.nth(0)).to_have_value("2")
    expect(places.nth(1)).to_have_value("1")
    page.get_by_label("Rota", exact=True).uncheck()
    expect(places.nth(0)).to_have_value("1")
    expect(places.nth(1)).to_have_value("")


def test_the_whole_review_by_keyboard_alone_section_by_section(page, address, opened):
    """On a telephone to begin with, at a desk from the risk rating on."""
    page.set_viewport_size(PHONE)
    actions.write_by_section(by_section=True, by=opened.advisor)
    press = page.keyboard.press

    def type_in(label, words):
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(words)

    def choose(name, value):
        """Tab into the group, then the arrows: where one is chosen already, Tab leads to that one."""
        group = page.locator(f"[name='{name}']")
        chosen = page.locator(f"[name='{name}']:checked")
        tab_to(page, chosen if chosen.count() else group.first)
        press("Space")
        wanted = page.locator(f"[name='{name}'][value='{value}']")
        for _step in range(group.count()):
            if wanted.is_checked():
                return
            press("ArrowDown")
        raise AssertionError(f"{name} cannot be chosen with the keyboard")

    def go_on():
        tab_to(page, page.get_by_role("button", name="Save and go on"))
        press("Enter")

    page.goto(address)
    check_accessible(page)
    tab_to(page, page.get_by_role("link", name="Who and when"))
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who and when")
    go_on()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Summary and documents")
    check_accessible(page)
    type_in("Summary of concern(s)", "Notes of three consultations were short.")
    tab_to(page, page.get_by_label("Rota", exact=True))
    press("Space")
    go_on()
    choose("safeguarding", "no")
    choose("health", "no")
    go_on()
    expect(page.get_by_role("heading", level=1)).to_contain_text("more or less likely")
    check_accessible(page)
    choose("factor-insight_direction", "lowers")
    go_on()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Risk rating")
    page.set_viewport_size(DESK)
    check_accessible(page)
    type_in("What could happen, and to whom?", "Patients could be given the wrong advice.")
    choose("risk-0-likelihood", "3")
    type_in("Why this likelihood? (optional)", "Three times in one week.")
    tab_to(page, page.locator("#risk-1 [data-domain] summary").first)
    press("Enter")
    choose("risk-0-severity_patient_safety", "4")
    choose("risk-0-managed_at", "group")
    choose("risk-0-priority", "soon")
    choose("risk-0-accepted", "yes")
    type_in("Where it is accepted: why? (optional)", "Reading notes daily lowers it.")
    go_on()
    type_in("Rationale", "Three sets of notes; no patient was harmed.")
    type_in("Case recommendation", "Consider advice and a record review.")
    go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    check_accessible(page)
    tab_to(page, page.get_by_role("button", name="Submit the triage review"), most=60)
    press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Initial triage"))).to_be_visible()
    check_accessible(page)
    review = Review.objects.get()
    assert (review.state, review.overall_score) == ("submitted", 12)


def test_the_page_and_its_questions_are_accessible(page, address, opened, written):
    page.goto(address)
    check_accessible(page)
    data = answers(summary="He was careless.", recommendation="Wait.", judged_colour="green", judged_why="x")
    actions.save_review(review=opened.review, data=data, version=2, by=opened.advisor)
    page.goto(f"{address}check/")
    expect(page.locator(".app-notice")).to_have_count(2)
    check_accessible(page)


def test_two_scorings_compared_are_accessible(page, address, submitted):
    again = actions.start_review(case=submitted.case, by=submitted.advisor)
    actions.save_review(review=again, data=answers(summary="Other words."), version=1, by=submitted.advisor)
    actions.submit_review(review=again, by=submitted.advisor)
    for where in ("compare/", "scorings/1/"):
        page.goto(f"{address}{where}")
        check_accessible(page)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_radios_do_it_all(page, address, opened):
    page.goto(address)
    expect(page.locator(".app-matrix button")).to_have_count(0)
    page.get_by_label("Summary of concern(s)").fill("Notes of three consultations were short.")
    page.get_by_label("Rota", exact=True).check()
    page.get_by_label("Referral", exact=True).check()
    page.get_by_label("Number of “Rota” in the report").fill("1")
    page.get_by_label("4 Likely").check()
    page.locator("summary", has_text="Financial").click()
    page.locator("[name='risk-0-severity_financial'][value='2']").check()
    page.get_by_role("button", name="Add another risk").click()
    expect(page.locator("[data-risk]")).to_have_count(2)
    expect(page.locator("#risk-1 [data-words]")).to_have_text(
        "Likelihood 4 (Likely) × severity 2 (Minor) = 8"
    )
    expect(page.locator("[data-overall] td[data-likelihood='4'][data-severity='2']")).to_contain_text("1")
    expect(page.locator(".app-saved")).to_contain_text(re.compile(r"Saved \d\d:\d\d"))
    assert Risk.objects.get().score == 8
    assert [each.title for each in Review.objects.get().documents.all()] == ["Rota", "Referral"]
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_role("button", name="Write it section by section instead").click()
    page.get_by_role("link", name="Safeguarding and health").click()
    page.get_by_role("group", name="Safeguarding concern(s)").get_by_label("No").check()
    page.get_by_role("button", name="Save and see all sections").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Initial triage and review")
    assert Review.objects.get().safeguarding is False
