"""The second scoring walked in a browser: asked, declared, scored, side by side, agreed, and its measure."""

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessible import check_accessible
from tests.factories import make_person
from tests.triage.second import requested, write
from tests.triage.test_browser import cell, tab_to
from triage.models import AgreedScore, SecondScoring


class Walk:
    """One browser in which one person after the other signs in."""

    def __init__(self, page, live_server, client):
        self.page, self.server, self.client = page, live_server.url, client

    def as_(self, person, where="home", *keys):
        self.client.force_login(person)
        cookie = self.client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.server}])
        self.page.goto(self.server + reverse(where, args=keys))

    def click(self, role, name):
        self.page.get_by_role(role, name=name).click()

    def accessible(self):
        check_accessible(self.page)

    def choose(self, name, value):
        """Choose among radios by the keyboard alone."""
        tab_to(self.page, self.page.locator(f"[name='{name}']").first)
        self.page.keyboard.press("Space")
        wanted = self.page.locator(f"[name='{name}'][value='{value}']")
        for _step in range(5):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} cannot be chosen with the keyboard")


def test_from_being_asked_to_a_score_both_agree_on(page, live_server, client, submitted):
    walk, here = Walk(page, live_server, client), submitted.case.reference
    first, second, officer = submitted.advisor, submitted.other, "responsible_officer"
    officer = make_person(officer, organisation=submitted.organisation)
    scoring = requested(submitted)

    walk.as_(submitted.manager, "second_scoring", here, scoring.pk)
    walk.accessible()
    page.get_by_label(second.name).check()
    walk.click("button", "Ask them to score it on their own")
    expect(page.get_by_text("They have yet to say whether there is a conflict")).to_be_visible()
    walk.accessible()

    walk.as_(second)
    walk.click("link", f"Declare on {here}: you are asked to score it on your own")
    walk.accessible()
    page.get_by_label("No", exact=True).check()
    walk.click("button", "Declare")
    expect(page.get_by_role("heading", level=1)).to_have_text("Initial triage and review")
    walk.click("link", "What is known")
    walk.accessible()
    write(submitted, SecondScoring.objects.get())
    walk.click("link", "Triage")
    cell(page, 2, 4).focus()
    for key in ("ArrowUp", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#risk-1 [data-words]")).to_contain_text("Likelihood 4 (Likely) × severity 4")
    walk.click("button", "Check your answers")
    walk.click("button", "Submit the triage review")
    expect(page.get_by_text("The triage review is submitted.")).to_be_visible()

    walk.as_(first)
    walk.click("link", f"Agree with {second.name} on a score")
    expect(page.get_by_role("heading", level=1)).to_have_text("Two scorings of this case")
    walk.accessible()
    walk.click("link", "Write down the score you agree on")
    walk.accessible()
    walk.choose("likelihood", "3")
    walk.choose("severity", "4")
    tab_to(page, page.get_by_label("Why this score?"))
    page.keyboard.type("It happened twice; nobody was harmed.")
    tab_to(page, page.get_by_role("button", name="Ask the other advisor to confirm it"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{second.name} is asked to confirm it.")).to_be_visible()

    walk.as_(second)
    walk.click("link", f"{first.name} wrote down an agreed score")
    walk.click("link", "Say whether you agree")
    walk.accessible()
    walk.choose("agrees", "yes")
    tab_to(page, page.get_by_role("button", name="Send my answer"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The agreed score")).to_be_visible()
    walk.accessible()
    agreed = AgreedScore.objects.get()
    assert (agreed.score, agreed.proposed.by, agreed.by) == (12, first, second)

    walk.as_(officer, "agreement")
    expect(page.get_by_text("fewer than 8 pairs")).to_be_visible()
    walk.accessible()
    walk.click("link", "How many triages are scored twice")
    walk.accessible()
