"""The letter beside its text, in a real browser."""

from typing import Any

from django.conf import settings
from playwright.sync_api import Page, Route, expect


def test_the_letter_shows_what_was_typed_last_however_late_an_older_answer_comes(
    page: Page, live_server: Any, client: Any, room: Any
) -> None:
    client.force_login(room.manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(live_server.url + room.letter.get_absolute_url())
    shown = page.frame_locator("#letter-frame").locator("body")
    expect(shown).to_contain_text("Performance Advisory Group")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/preview/", hold_the_first)
    with page.expect_request("**/preview/"):
        page.locator("#id_text").fill("What was typed first.")
    page.locator("#id_text").fill("What was typed last.")
    expect(shown).to_contain_text("What was typed last.")
    held[0].continue_()
    page.wait_for_timeout(500)
    expect(shown).to_contain_text("What was typed last.")
