"""Reading a guide from a file somebody chose: every problem at once, each with its place in words."""

import json
from typing import Any

from triage.guides.contents import FORMAT, Contents
from triage.guides.shape import shortened
from triage.guides.whole import problems_of
from ui.refusals import Refusal

LARGEST_MB = 1
SHOWN = 50


class WrongFile(Refusal):
    """The file cannot be used, and nothing was changed; `problems` says all that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        more = len(problems) - SHOWN
        self.problems = problems[:SHOWN] + ([f"And {more:,} more."] if more > 0 else [])
        super().__init__("This file cannot be used, and nothing was changed.")


def read_guide(content: bytes) -> Contents:
    """Return the contents of a guide's file. Raises WrongFile."""
    found = _parsed(content)
    if not isinstance(found, dict):
        raise WrongFile(["The file must hold one guide: keys and values between { and }."])
    form = found.pop("format", None)
    problems = [str(each) for each in problems_of(found)]
    if form != FORMAT or isinstance(form, bool):
        problems.insert(0, f"the file: “format” must be {FORMAT}, which says how the file is written")
    if problems:
        raise WrongFile(problems)
    return _stripped(found)


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise WrongFile(
            [f"The file is larger than {LARGEST_MB} MB. A guide has no pictures and is far smaller."]
        )
    try:
        # Some editors put a mark in front that says "UTF-8".
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile(
            ["The file is not written in UTF-8. Save it again as UTF-8, or export it from here."]
        ) from None
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        raise WrongFile(
            [f"The file is not JSON: it cannot be read on from line {error.lineno}, character {error.colno}."]
        ) from None
    except (ValueError, RecursionError):
        raise WrongFile(
            ["The file is not a guide: it holds a number too long or brackets too deep to be read."]
        ) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: JSON would quietly keep the last."""
    keys = [key for key, _value in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise WrongFile(
            [f"The key “{shortened(key)}” stands twice in one place. Take one out." for key in twice]
        )
    return dict(pairs)


def _stripped(value: Any) -> Any:
    match value:
        case str():
            return value.strip()
        case list():
            return [_stripped(each) for each in value]
        case dict():
            return {key: _stripped(each) for key, each in value.items()}
        case _:
            return value
