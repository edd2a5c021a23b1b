"""What one does on a page, in a line each: fill a date, choose an answer, press a button, wait for a link."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import wait_until
from ui.dates import today


def fill_day(page: Page | Locator, legend: str) -> None:
    """Fill a date in three boxes with today."""
    group = page.get_by_role("group", name=legend, exact=True)
    group.get_by_label("Day").fill(str(today().day))
    group.get_by_label("Month").fill(str(today().month))
    group.get_by_label("Year").fill(str(today().year))


def choose(page: Page | Locator, legend: str | re.Pattern[str], answer: str | re.Pattern[str]) -> None:
    """Choose a radio or tick a box in the group called `legend`."""
    page.get_by_role("group", name=legend).get_by_label(answer, exact=isinstance(answer, str)).first.check()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def send(page: Page, button: str) -> None:
    """Press a button that sends a form, and wait for the page it leads to before going elsewhere."""
    with page.expect_navigation():
        press(page, button)


def plan_for_today(page: Page, *, at: str, place: str) -> None:
    """Fill the open form for a meeting today; the group meets all the same on a weekend or a holiday."""
    fill_day(page, "Date of the meeting")
    page.get_by_label("Time it starts").fill(at)
    page.get_by_label("Place").fill(place)
    press(page, "Plan the meeting")
    there = page.get_by_role("heading", name=re.compile("^(Meeting on|Check the day)"))
    expect(there).to_be_visible()
    if "Check" in there.inner_text():
        page.get_by_label(re.compile("all the same$")).check()
        press(page, "Plan the meeting")
        expect(page.get_by_role("heading", name=re.compile("^Meeting on"))).to_be_visible()


def look_again_for(page: Page, link: Locator) -> None:
    """Load the page anew until `link` is there, for what is made in the background and no page follows."""

    def there() -> bool:
        page.reload()
        return link.first.is_visible()

    wait_until(there, f"{link} on {page.url}", seconds=30)
