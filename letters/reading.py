"""How a letter reads to the practitioner: as spoken of instead of spoken to, and days that have passed."""

import datetime as dt
import re
from collections.abc import Iterator

from cases.models import Practitioner
from ui.fields.days import MONTHS, month_number

SPOKEN_OF = re.compile(r"\b(?:she|he|her|his|him|hers|herself|himself)\b(?:[ \t]+[\w'’-]+)?", re.I)
GREETING = re.compile(r"^[ \t]*dear\b.*$", re.I | re.M)
BY = r"(?:by|before|no later than|not later than|on or before)"
DAY_NAME = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?"
DEADLINE = re.compile(
    rf"\b{BY} {DAY_NAME}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)})\b"
    r"(?:,? (?P<year>\d{4}))?",
    re.I,
)
MOST = 5
HALF_A_YEAR = dt.timedelta(days=183)


def in_third_person(text: str, practitioner: Practitioner) -> list[str]:
    """Return what speaks of the practitioner instead of to them, each once: their name, "he can"."""
    body = GREETING.sub("", text)
    who = practitioner
    names = {who.name, f"{who.title} {who.last_name}", f"{who.first_name} {who.last_name}"}
    either = "|".join(re.escape(name.strip()) for name in sorted(names, key=len, reverse=True))
    named = re.finditer(rf"\b(?:{either})\b", body)
    said = (" ".join(found[0].split()) for found in (*named, *SPOKEN_OF.finditer(body)))
    return list(dict.fromkeys(said))[:MOST]


def past_deadlines(text: str, *, on: dt.date) -> list[str]:
    """Return the deadlines in the text that lie before `on`, as they are written; each once."""
    return list(dict.fromkeys(words for words, day in _deadlines(text, on=on) if day < on))


def _deadlines(text: str, *, on: dt.date) -> Iterator[tuple[str, dt.date]]:
    for found in DEADLINE.finditer(text):
        month, year = month_number(found["month"]) or 1, int(found["year"] or on.year)
        try:
            day = dt.date(year, month, int(found["day"]))
            if not found["year"] and on - day > HALF_A_YEAR:
                # In December, "by 5 January" is the January to come.
                day = dt.date(year + 1, month, int(found["day"]))
        except ValueError:
            continue
        yield " ".join(found[0].split()), day
