"""Small helpers that turn a field's label into plain sentences."""

import re
from collections.abc import Iterable

# A label that opens with one of these reads well after a verb without "the".
WITHOUT_ARTICLE = {
    "a", "an", "any", "as", "how", "if", "its", "other", "the", "their", "what", "when", "where", "whether",
    "which", "who", "whom", "whose", "why", "your",
}  # fmt: skip
# What ends a line or moves the carriage: in a header of an e-mail or of a download it would begin another.
# NUL is not among them: a field says that it cannot be kept.
CONTROL = re.compile("[\x01-\x1f\x7f\x85\u2028\u2029]+")
# What turns the direction of writing: with it "exe.gpj" reads "jpg.exe". No name needs it on one line.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def on_one_line(text: str) -> str:
    """Return the text on one line, each letter where it is read."""
    return CONTROL.sub(" ", TURNING.sub("", text)).strip()


def is_question(label: str) -> bool:
    """Whether the label ends with a question mark."""
    return label.rstrip().endswith("?")


def in_sentence(label: str) -> str:
    """Return the label as it reads inside a sentence: "Date of review" becomes "date of review".

    Abbreviations and names in capitals ("NHS number", "GMC", "ODS code") stay as they are.
    """
    label = label.strip().rstrip(":?").strip()
    first = re.split(r"[\s'’]", label, maxsplit=1)[0]
    if len(first) > 1 and any(letter.isupper() for letter in first[1:]):
        return label
    return label[:1].lower() + label[1:]


def at_start(label: str) -> str:
    """Return the label as it opens a sentence, without a colon or question mark."""
    label = label.strip().rstrip(":?").strip()
    return label[:1].upper() + label[1:]


def with_article(label: str) -> str:
    """Return the label with "the" in front where that reads well: "the date of review"."""
    words = in_sentence(label)
    return words if words.split(" ", 1)[0].lower() in WITHOUT_ARTICLE else f"the {words}"


def missing(label: str, *, verb: str) -> str:
    """Return the sentence for a field left empty: "Enter the date of review".

    A question is quoted as it stands, so that nobody has to guess which one is meant.
    """
    if is_question(label):
        return f"Answer “{label.strip()}”"
    return f"{verb} {with_article(label)}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return "1 character" or "14 characters"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str], *, joining: str = "and") -> str:
    """Return "one", "one and two" or "one, two and three"; `joining` may be "or"."""
    *others, last = names
    return f"{', '.join(others)} {joining} {last}" if others else last


def full_stop(sentence: str) -> str:
    """Return the text with a full stop, where another sentence follows it and it has no end of its own."""
    text = sentence.rstrip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
