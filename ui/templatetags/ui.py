"""Tags and filters every template has without loading them."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.templatetags.crispy_forms_tags import do_uni_form
from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ui import dates, words
from ui.bands import band_tag
from ui.templatetags.nhsuk import form_fields, page_problems, title_prefix

register = template.Library()
register.tag("crispy", do_uni_form)
register.simple_tag(title_prefix, takes_context=True)
register.simple_tag(page_problems, takes_context=True)
register.simple_tag(form_fields, takes_context=True)
register.filter("day", dates.day)
register.filter("when", dates.when)
register.filter("ago", dates.ago)
register.filter("full_stop", words.full_stop)

TAG_COLOURS = {
    "grey", "white", "blue", "green", "red", "orange", "yellow", "purple", "pink", "aqua-green",
}  # fmt: skip


@register.filter
def done_first(messages: Iterable[Any]) -> list[Any]:
    """Return what is said after an action with what was done first, then what to note about it."""
    return sorted(messages, key=lambda message: message.level_tag != "success")


@register.filter
def clock(value: dt.datetime | None) -> str:
    """Return "14:02"."""
    return "" if value is None else dates.clock(value)


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    """Return the value for a `datetime` attribute."""
    return "" if value is None else value.isoformat()


@register.simple_tag
def colour_tag(colour: str | None, score: Any = None, *, big: bool = False) -> SafeString:
    """`{% colour_tag case.colour case.score %}`: word, shape and score; a quiet line where not scored yet."""
    return band_tag(colour, score, big=big)


@register.inclusion_tag("components/status_tag.html")
def status_tag(text: str, colour: str = "grey") -> dict[str, str]:
    """`{% status_tag "Waiting for approval" "blue" %}`: a status in words; the colour only helps."""
    return {"text": text, "colour": colour if colour in TAG_COLOURS else "grey"}


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """`{% inset %}…{% endinset %}`: worth noticing."""
    return render_to_string("components/inset.html", {"content": content})


@register.simple_block_tag
def warning(content: str, title: str, level: int = 3) -> SafeString:
    """`{% warning "Nobody has been told yet" %}…{% endwarning %}`: must not be missed."""
    return render_to_string("components/warning.html", {"content": content, "title": title, "level": level})


@register.simple_block_tag
def details(content: str, title: str, *, opened: bool = False) -> SafeString:
    """`{% details "How do we score?" %}…{% enddetails %}`: there for those who want it."""
    return render_to_string("components/details.html", {"content": content, "title": title, "open": opened})


@register.simple_block_tag
def card(
    content: str, title: str = "", href: str = "", level: int = 2, classes: str = "", anchor: str = ""
) -> SafeString:
    """`{% card "Next" %}…{% endcard %}`: a sheet of paper on the page."""
    values = {
        "content": content,
        "title": title,
        "href": href,
        "level": level,
        "classes": classes,
        "id": anchor,
    }
    return render_to_string("components/card.html", values)


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any], *, quiet: bool = False) -> dict[str, Any]:
    """`{% summary_list rows %}`: rows are (label, value), (label, value, link to change), or mappings."""
    listed: list[dict[str, Any]] = [
        dict(row)
        if isinstance(row, dict)
        else dict(zip(("label", "value", "href", "action"), row, strict=False))
        for row in rows
    ]
    for row in listed:
        if isinstance(row.get("value"), dt.datetime):
            row["value"] = dates.when(row["value"])
        elif isinstance(row.get("value"), dt.date):
            row["value"] = dates.day(row["value"])
    return {"rows": listed, "quiet": quiet, "any_href": any(row.get("href") for row in listed)}


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: Any) -> str:
    """Return the page's query string with some parts changed: `?{% address_with sort="age" after=None %}`."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return query.urlencode()


@register.filter
def breakable(address: Any) -> SafeString:
    """Return an e-mail address that goes on in a new line after its "@" or before a dot, if it must."""
    parts = re.split(r"(?<=@)|(?=\.)", str(address))
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def initials(name: Any) -> str:
    """Return up to two letters for a person's badge."""
    words = [word for word in str(name).replace("Dr ", "").replace("Mr ", "").split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))
