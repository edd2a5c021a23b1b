"""What looks like a name or a number of a person, in the text of one page.

It finds what is written in the ways people usually write it, and by no means everything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NHS, BIRTH, PHONE, EMAIL, POSTCODE, NAME = "nhs", "birth", "phone", "email", "postcode", "name"
AROUND = 60

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = (
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})[a-z]*,? \d{{2,4}})"
)
PATTERNS = {
    NHS: re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])"),
    BIRTH: re.compile(rf"\b(?:d\.?o\.?b\b\.?|date of birth|born(?: on)?)[^\w]{{0,4}}({DATE})", re.IGNORECASE),
    PHONE: re.compile(r"(?<![\d+])(?:\+44[ -]?(?:\(0\))?|\(?0)(?:[ ()-]{0,2}\d){9,10}(?!\d)"),
    EMAIL: re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    POSTCODE: re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})\b"),
    NAME: re.compile(
        r"\b((?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sir|Dame|Nurse|Sister)\b\.?"
        r"(?: (?:[^\W\d_a-z][\w'’-]+|[^\W\d_]\b\.?)){1,3})"
    ),
}


@dataclass(frozen=True)
class Found:
    """Something found on a page: what it may be, the words themselves, and those around them."""

    kind: str
    words: str
    excerpt: str


def look_for(text: str, *, title: str, last_name: str) -> Iterator[Found]:
    """Yield what is found in the text of one page, but for the practitioner's own name after their title."""
    line = " ".join(text.split())
    taken: list[tuple[int, int]] = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(line):
            start, end = match.span(1) if match.groups() else match.span()
            words = line[start:end].strip()
            if kind == NHS and not is_nhs_number(words):
                continue
            if kind == NAME and (not _is_name(words) or _is_theirs(words, title, last_name)):
                continue
            # An NHS number is not a telephone number as well.
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            yield Found(kind, words[:200], line[max(0, start - AROUND) : end + AROUND])


def is_nhs_number(words: str) -> bool:
    """Tell whether the ten digits end with the check digit of an NHS number (modulus 11)."""
    digits = [int(each) for each in words if each.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def _is_name(words: str) -> bool:
    """A title alone, or one followed by something that does not begin with a capital, names nobody."""
    rest = words.split()[1:]
    return any(len(each.strip(".")) > 1 and each[0].isupper() for each in rest)


def _is_theirs(words: str, title: str, last_name: str) -> bool:
    said, *rest = (each.strip(".").casefold() for each in words.split())
    return said == title.strip(".").casefold() and last_name.casefold() in " ".join(rest)
