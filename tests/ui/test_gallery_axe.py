"""Every component on every screen, examined by axe in Chromium."""

from typing import Any

from playwright.sync_api import Page

from tests.accessible import check_accessible
from tests.ui.browsing import sign_in


def test_the_gallery_has_no_barriers_and_nothing_sticks_out(page: Page, live_server: Any, client: Any):
    sign_in(page, live_server, client)
    for path in ("/gallery/", "/account/password/"):
        page.goto(live_server.url + path)
        check_accessible(page)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/")
    check_accessible(page)
