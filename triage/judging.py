"""Words that judge a person instead of describing what happened: a versioned list, found in a text."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "words-1.json"
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
# What somebody said is quoted as they said it.
QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")

# "Nothing here was careless" judges nobody. A word ends a clause, or the "not" before it belongs elsewhere.
NEGATION = re.compile(
    r"(?:\b(?:nothing|nobody|no[ -]one|none|neither|nor|no|not|never|without)\b|n[’']t\b)"
    r"(?!\s+(?:only|just|merely|doubt)\b)",
    re.IGNORECASE,
)
CLAUSE_ENDS = re.compile(r"[,;:()–—]|\b(?:and|but|although|though|because|while|yet|so)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """One word with the sentence it stands in, and what could be said instead."""

    word: str
    sentence: str
    offer: str


def judging_words(text: str) -> list[Found]:
    """Return each word of the list in `text`, outside quotation marks, once, with its first sentence."""
    found: dict[str, Found] = {}
    for sentence in SENTENCE_ENDS.split(text):
        spoken = QUOTED.sub(lambda quoted: " " * len(quoted.group()), sentence)
        for match in _pattern().finditer(spoken):
            if _is_denied(spoken, match):
                continue
            word = " ".join(match.group().lower().split())
            found.setdefault(word, Found(word, sentence.strip(), _offers()[word]))
    return list(found.values())


def _is_denied(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether the word stands after a negation in its own clause."""
    clause = CLAUSE_ENDS.split(sentence[: match.start()])[-1]
    return bool(NEGATION.search(clause))


@cache
def _offers() -> dict[str, str]:
    listed = json.loads(WORDS.read_text(encoding="utf-8"))["words"]
    return {word: each["offer"] for each in listed for word in each["find"]}


@cache
def _pattern() -> re.Pattern[str]:
    # The longest first, so that "lack of insight" is not found as something shorter.
    longest_first = sorted(_offers(), key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
