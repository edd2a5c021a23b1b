"""A signed-in browser for the tests of what runs in it."""

from typing import Any

from django.conf import settings
from playwright.sync_api import Page

from tests import factories


def sign_in(page: Page, live_server: Any, client: Any) -> None:
    """Give the browser the session of somebody with a role, and fail on any script error."""
    client.force_login(factories.make_person("case_manager", organisation=factories.make_organisation()))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.on("pageerror", lambda error: (_ for _ in ()).throw(AssertionError(error)))
