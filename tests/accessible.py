"""What axe finds on a page in Chromium, on a telephone and at a desk; and whether anything sticks out."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}

# The design system's own script puts aria-expanded on radios with a conditional part.
ALLOWED = ("aria-allowed-attr", "nhsuk-radios__input")
# Colours are the same at every width, and looking at them is most of what axe does: once is enough.
BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}


def check_accessible(page: Page) -> None:
    """Look at the page at a telephone's width and at a desk's, and leave it as wide as it was."""
    before = page.viewport_size
    for size, options in ((PHONE, {}), (DESK, BUT_COLOURS)):
        page.set_viewport_size(size)
        assert violations(page, options) == [], (page.url, size)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} scrolls sideways at {size['width']}"
    page.set_viewport_size(before or DESK)


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds, as rule and element."""
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in _ask(page, {"resultTypes": ["violations"], **options})
        for node in violation["nodes"]
        if violation["id"] != ALLOWED[0] or ALLOWED[1] not in node["html"]
    ]


def _ask(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask axe; asked again where the page was just being left for the next one."""
    try:
        return _run(page, options)
    except Error:
        page.wait_for_load_state("networkidle")
        return _run(page, options)


def _run(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Run axe, put into the page where it is not there yet in the way that the browser keeps compiled."""
    if not page.evaluate("'axe' in window"):
        browser = page.context.new_cdp_session(page)
        browser.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
        browser.detach()
    return page.evaluate("options => axe.run(options).then(found => found.violations)", options)
