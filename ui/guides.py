"""The guides by role: read from `docs/guides/`, shown under /help/ to whoever is signed in."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parent.parent / "docs"
# In the order in which a case meets them.
KEYS = (
    "case-manager",
    "advisor",
    "group-member",
    "responsible-officer",
    "lessons-lead",
    "administrator",
)
GUIDE = re.compile(r'href="([a-z-]+)\.md"')
PICTURE = re.compile(r'<img src="\.\./pictures/([a-z-]+)\.png"')

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Guide:
    """One guide, as it is shown."""

    key: str
    title: str
    body: SafeString


@cache
def guides() -> list[Guide]:
    """Return every guide; the files do not change while the product runs."""
    return [_read(key) for key in KEYS]


def guide(key: str) -> Guide | None:
    """Return the guide called `key`."""
    return next((each for each in guides() if each.key == key), None)


@cache
def pictures() -> dict[str, Path]:
    """Return the pictures of the guides, by their names."""
    return {path.stem: path for path in (DOCS / "pictures").glob("*.png")}


def _read(key: str) -> Guide:
    heading, _end, text = (DOCS / "guides" / f"{key}.md").read_text(encoding="utf-8").partition("\n")
    html = _markdown.render(text)
    html = GUIDE.sub(lambda found: f'class="nhsuk-link" href="{reverse("guide", args=[found[1]])}"', html)
    html = PICTURE.sub(
        lambda found: f'<img class="app-guide__picture" src="{reverse("guide_picture", args=[found[1]])}"',
        html,
    )
    # Written by those who make the product, and by nobody else.
    return Guide(key, heading.removeprefix("# ").strip(), SafeString(html))  # nosec B703
