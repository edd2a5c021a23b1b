"""The wording of letters, version by version, who can help outside, and the letters written from it."""

from letters.models.letter import Letter, PrintSize
from letters.models.outside import OutsideHelp
from letters.models.template import Kind, LetterTemplate

__all__ = ["Kind", "Letter", "LetterTemplate", "OutsideHelp", "PrintSize"]
