"""Word and shape of each band: a reader who sees no colour still has both."""

import functools
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# Colour → (word, shape). The scores that make a colour are data, in the scoring guide.
BANDS = {
    "red": ("Red", "diamond"),
    "amber": ("Amber", "triangle"),
    "green": ("Green", "circle"),
}


@functools.lru_cache(maxsize=512)
def band_tag(colour: str | None, score: Any = None, *, big: bool = False) -> SafeString:
    """Return word, shape and score; a quiet line where not scored yet.

    Lists show many of the few there are, so each is rendered once.
    """
    word, shape = BANDS.get(str(colour or "").lower(), ("", ""))
    values = {"word": word, "shape": shape, "score": score, "big": big, "name": word.lower()}
    return render_to_string("components/colour_tag.html", values)
