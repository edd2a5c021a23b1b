"""Every component on every screen, examined by axe in Chromium."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ui.browsing import sign_in

# The design system's own script puts aria-expanded on radios with a conditional part.
ALLOWED = "aria-allowed-attr"


def violations(page: Page) -> list[str]:
    found = []
    for violation in Axe().run(page).response["violations"]:
        nodes = [node["html"] for node in violation["nodes"]]
        if violation["id"] == ALLOWED:
            nodes = [html for html in nodes if "nhsuk-radios__input" not in html]
        found += [f"{violation['id']}: {html[:200]}" for html in nodes]
    return found


@pytest.mark.parametrize("width", [390, 1440])
def test_the_gallery_has_no_barriers_and_nothing_sticks_out(
    width: int, page: Page, live_server: Any, client: Any
) -> None:
    sign_in(page, live_server, client)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/gallery/")
    assert violations(page) == []
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beyond <= 0
    page.goto(f"{live_server.url}/account/password/")
    assert violations(page) == []
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/")
    assert violations(page) == []
