"""One domain of a version with its descriptions, or one factor with its questions."""

from typing import Any

from triage.forms.guide import LEVELS, Lines, SectionForm
from triage.guides.contents import Contents
from triage.guides.sections import part_called, with_part
from ui.fields import LongText, Text
from ui.forms import VersionField
from ui.layout import Fieldset


class DomainForm(SectionForm):
    """One domain and its five descriptions. A draft may lack one; publishing asks for it."""

    listed = "domains"
    marks_optional = False
    label = Text(label="Name of the domain", max_length=120)
    hint = LongText(
        label="What it is about (optional)", rows=2, max_length=1_000, count=False, required=False
    )
    version = VersionField()

    def __init__(self, *args: Any, contents: Contents, **kwargs: Any) -> None:
        super().__init__(*args, contents=contents, **kwargs)
        words = {row["score"]: row["label"] for row in contents["severities"]}
        for score in LEVELS:
            self.fields[f"text_{score}"] = LongText(
                label=f"{score} {words.get(score, '')}".strip(),
                rows=4, max_length=2_000, count=False, required=False,
            )  # fmt: skip
        self.layout = [
            "label",
            "hint",
            Fieldset(
                "What each severity looks like here",
                *(f"text_{score}" for score in LEVELS),
                hint="A draft may lack one for now. It can be published once all five are described.",
            ),
        ]

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        found = part_called(contents, "domains", self.part)
        if found is None:
            return {}
        texts = {f"text_{score}": found["texts"].get(score, "") for score in LEVELS}
        return {"label": found["label"], "hint": found["hint"], **texts}

    def values(self) -> dict[str, Any]:
        """Return the domain as answered, without its key."""
        texts = {score: self.cleaned_data[f"text_{score}"] for score in LEVELS}
        return {
            "label": self.cleaned_data["label"],
            "hint": self.cleaned_data["hint"],
            "texts": {score: text for score, text in texts.items() if text},
        }

    def change(self, contents: Contents) -> Contents:
        return with_part(contents, self.listed, {"key": self.part, **self.values()})


class FactorForm(SectionForm):
    """One factor with its questions."""

    listed = "factors"
    label = Text(label="Name of the factor", max_length=120)
    questions = Lines(label="Questions to think about, one on each line", rows=6, most=12, longest=500)
    reminder = LongText(
        label="Reminder",
        hint="What never counts against anybody, for example being unwell or taking advice.",
        rows=3, max_length=1_000, count=False, required=False,
    )  # fmt: skip
    version = VersionField()

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        found = part_called(contents, "factors", self.part)
        return {name: found[name] for name in ("label", "questions", "reminder")} if found else {}

    def values(self) -> dict[str, Any]:
        """Return the factor as answered, without its key."""
        return {name: self.cleaned_data[name] for name in ("label", "questions", "reminder")}

    def change(self, contents: Contents) -> Contents:
        return with_part(contents, self.listed, {"key": self.part, **self.values()})
