"""Whether a piece of page that other screens follow has changed since they were given it."""

import hashlib


def stamp_of(shown: object) -> str:
    """Return a short text that is another as soon as anything shown is: `shown` holds plain values only."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
