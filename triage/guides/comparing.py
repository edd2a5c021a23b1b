"""Two versions of the guide compared, section by section and word by word."""

from dataclasses import dataclass
from typing import Any

from triage.guides.contents import Contents
from triage.guides.leaflet import ATTAINABLE, scores_between
from triage.guides.sections import SECTIONS, Section
from ui.bands import BANDS
from ui.comparing import Piece, word_by_word

# Part of the contents → the words by which each text of a row is known.
LEVELS = {
    "likelihoods": {"label": "word", "probability": "probability", "description": "description"},
    "severities": {"label": "word", "plain_meaning": "in plain words"},
}


@dataclass(frozen=True)
class Change:
    """One text that differs; `state` is "added", "removed" or "changed"."""

    label: str
    state: str
    pieces: list[Piece]


@dataclass(frozen=True)
class SectionCompared:
    """A section with what differs in it, and how many of its texts are the same."""

    section: Section
    changes: list[Change]
    same: int


def compare(before: Contents, after: Contents) -> list[SectionCompared]:
    """Return every section of the guide, in order, with what `after` says differently."""
    return [
        _compared(section, _texts(before, section.key), _texts(after, section.key)) for section in SECTIONS
    ]


def _compared(
    section: Section, before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> SectionCompared:
    changes, same = [], 0
    # In the order of the later version; what it has no more follows.
    for key in dict.fromkeys([*after, *before]):
        label = (after.get(key) or before[key])[0]
        was, now = (texts[key][1] if key in texts else "" for texts in (before, after))
        if was == now:
            same += bool(now)
            continue
        state = "added" if not was else "changed" if now else "removed"
        changes.append(Change(label, state, word_by_word(was, now)))
    return SectionCompared(section, changes, same)


def _texts(contents: Contents, section: str) -> dict[str, tuple[str, str]]:
    """Return each text of a section by a key that is the same in every version: its label, and itself."""
    match section:
        case "about":
            return {"name": ("Name", contents["name"]), "source": ("Source", contents["source"])}
        case "steps" | "not_meaning":
            return {section: ("The sentences", "\n".join(contents[section]))}
        case "likelihoods" | "severities":
            return {
                f"{row['score']} {name}": (f"{row['score']} {row['label']}: {words}", row[name])
                for row in contents[section]
                for name, words in LEVELS[section].items()
            }
        case "bands":
            return _bands(contents["bands"])
        case "factors":
            return _order(contents["factors"]) | _factors(contents["factors"])
        case _:
            return _order(contents["domains"]) | _domains(contents)


def _order(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {"": ("Which there are, in order", "\n".join(row["label"] for row in rows))}


def _factors(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    found = {}
    for row in rows:
        found[f"{row['key']} label"] = (f"{row['label']}: name", row["label"])
        found[f"{row['key']} questions"] = (f"{row['label']}: questions", "\n".join(row["questions"]))
        found[f"{row['key']} reminder"] = (f"{row['label']}: reminder", row["reminder"])
    return found


def _domains(contents: Contents) -> dict[str, tuple[str, str]]:
    words = {row["score"]: row["label"] for row in contents["severities"]}
    found = {}
    for row in contents["domains"]:
        found[f"{row['key']} label"] = (f"{row['label']}: name", row["label"])
        found[f"{row['key']} hint"] = (f"{row['label']}: what it is about", row["hint"])
        for each in contents["descriptors"]:
            if each["domain"] == row["key"]:
                level = f"{each['severity']} {words.get(each['severity'], '')}".strip()
                found[f"{row['key']} {each['severity']}"] = (f"{row['label']}: {level}", each["text"])
    return found


def _bands(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    found = {}
    for row in rows:
        word, colour = BANDS[row["colour"]][0], row["colour"]
        lowest, highest = row["lowest"], row["highest"]
        scores = [str(score) for score in ATTAINABLE if lowest <= score <= highest]
        found[f"{colour} scores"] = (f"{word}: scores", ", ".join(scores))
        # Words that only name the scores say nothing more.
        label = "" if row["label"] == scores_between(lowest, highest) else row["label"]
        found[f"{colour} label"] = (f"{word}: words beside it", label)
        found[f"{colour} meaning"] = (f"{word}: what it means", row["meaning"])
    return found
