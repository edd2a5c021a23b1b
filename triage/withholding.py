"""Taking words out of a text, so that they are not there: the reasons for it, finding and replacing them."""

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

DATA = Path(__file__).parent / "data"
REASONS_VERSION = 1
OTHER = "other"
MARK = "[withheld]"
Words = re.Pattern[str] | None


@dataclass(frozen=True)
class Reason:
    """Why something is withheld. `general` ends the sentence that the practitioner reads about it."""

    code: str
    label: str
    general: str


@functools.cache
def reasons(version: int = REASONS_VERSION) -> dict[str, Reason]:
    """Return one version of the list of reasons, in order, by code."""
    listed = json.loads((DATA / f"withholding-{version}.json").read_text(encoding="utf-8"))["reasons"]
    return {each["code"]: Reason(**each) for each in listed}


def pattern(passages: Iterable[str]) -> Words:
    """Return what finds any of `passages`; None where there is none.

    Whole words, in capitals or not, whatever white space is between them: half a word that is withheld would
    leave the other half to be read, and "Ann" does not stand in "planning".
    """
    # The longest first, so that of two that begin alike the whole of the longer one goes.
    longest_first = sorted(
        {" ".join(each.split()) for each in passages if each.strip()}, key=len, reverse=True
    )
    if not longest_first:
        return None
    return re.compile("|".join(_whole(each) for each in longest_first), re.IGNORECASE)


def _whole(passage: str) -> str:
    inner = r"\s+".join(map(re.escape, passage.split()))
    start = r"(?<!\w)" if re.match(r"\w", passage) else ""
    end = r"(?!\w)" if re.search(r"\w$", passage) else ""
    return f"{start}{inner}{end}"


def stands_in(passage: str, text: str) -> bool:
    """Tell whether the passage can be found in the text, and so be withheld from it."""
    found = pattern([passage])
    return found is not None and found.search(text) is not None


def without(words: Words, text: str) -> str:
    """Return the text with each of the words replaced by a mark."""
    return words.sub(MARK, text) if words else text


def marked(words: Words, text: str) -> SafeString:
    """Return the same as HTML, the marks told apart from what was written."""
    kept = words.split(text) if words else [text]
    return format_html_join(
        format_html('<span class="withheld">{}</span>', MARK), "{}", ((each,) for each in kept)
    )
