"""From a letter's text, which is a little Markdown, to clean HTML; and the placeholders left in it."""

import re

import nh3
from markdown_it import MarkdownIt

PLACEHOLDER = re.compile(r"\[\[([^\[\]]{1,120})\]\]")
# Paragraphs, headings, lists, bold and italic. Nothing that links, shows pictures or is HTML.
NOT_IN_LETTERS = ["image", "link", "autolink", "backticks", "entity", "code", "fence", "blockquote"]
NOT_IN_LETTERS += ["hr", "lheading", "reference", "html_block", "html_inline"]
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "br"}
CLOSING = re.compile(r"<p>(?=Yours (?:sincerely|faithfully))")
GAP = '<mark class="gap">{}</mark>'

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(NOT_IN_LETTERS)


def to_html(text: str) -> str:
    """Return `text` as HTML of a few safe tags, with placeholders marked and the signature kept together."""
    html = _markdown.render(text)
    html = re.sub(r"<(/?)h1>", r"<\1h2>", html)
    html = re.sub(r"<(/?)h[4-6]>", r"<\1h3>", html)
    html = nh3.clean(html, tags=TAGS, attributes={"ol": {"start"}}, strip_comments=True)
    html = PLACEHOLDER.sub(lambda found: GAP.format(in_words(found[1])), html)
    return _sign(html)


def unfilled(*texts: str) -> list[str]:
    """Return the names of placeholders left in the texts, in order, each once, as people read them."""
    found = [in_words(name) for text in texts for name in PLACEHOLDER.findall(text)]
    return list(dict.fromkeys(found))


def in_words(name: str) -> str:
    """Return a placeholder's name as people read it: "next update"."""
    return name.replace("_", " ").strip()


def fill(text: str, values: dict[str, str]) -> str:
    """Put the known values in; a placeholder without one stays, for somebody to fill."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1].strip()) or found[0], text)


def _sign(html: str) -> str:
    """Keep the end of the letter together on one page, with room to sign under the greeting."""
    parts = list(CLOSING.finditer(html))
    if not parts:
        return html
    at = parts[-1].start()
    greeting, rest = html[at:].split("</p>", 1)
    return f'{html[:at]}<div class="sign">{greeting}</p><div class="space"></div>{rest.strip()}</div>'
