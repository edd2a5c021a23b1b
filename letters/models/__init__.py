"""The wording of letters, version by version, and the letters written from it."""

from letters.models.letter import Letter
from letters.models.template import Kind, LetterTemplate

__all__ = ["Kind", "Letter", "LetterTemplate"]
