"""Names from the protected note on who raised a concern, where they stand in words that others read."""

import re
from collections.abc import Iterable

# A word of four letters or more with a capital: a name, more often than not.
NAME = re.compile(r"\b[^\W\d_][\w'’-]{3,}")


def named_in(text: str, details: Iterable[str], *, but: str = "") -> list[str]:
    """Return the names in `details` that also stand in `text`, sorted; those in `but` do not count."""
    names = {name for detail in details for name in NAME.findall(detail) if name[0].isupper()}
    names -= set(but.split())
    return sorted(name for name in names if re.search(rf"\b{re.escape(name)}\b", text))
