"""A version of the scoring guide, edited section by section.

Every form reads its answers from a guide's contents (`initial_of`) and writes them back (`change`).
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from triage import scoring
from triage.guides.contents import Contents
from ui.fields import LongText, Text
from ui.forms import Form, VersionField
from ui.layout import Fieldset

LEVELS = range(scoring.HIGHEST, scoring.LOWEST - 1, -1)


class Lines(LongText):
    """Several sentences, one on each line; gives them as a list."""

    def __init__(self, *, most: int, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=most * longest, count=False, **kwargs)
        self.most, self.longest = most, longest

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(f"There can be {self.most} lines at most: there are {len(lines)}")
        for number, line in enumerate(lines, start=1):
            if len(line) > self.longest:
                raise ValidationError(
                    f"Line {number} must be {self.longest:,} characters or fewer: it has {len(line):,}"
                )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class SectionForm(Form):
    """What the forms of all sections share. `part` is the key of the domain or factor, where it is one."""

    submit_label = "Save"
    marks_optional = True
    narrow = False

    def __init__(self, *args: Any, contents: Contents, part: str = "", **kwargs: Any) -> None:
        self.contents, self.part = contents, part
        kwargs["initial"] = self.initial_of(contents) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        """Return what the fields hold for these contents."""
        raise NotImplementedError

    def change(self, contents: Contents) -> Contents:
        """Return the contents with what was answered."""
        raise NotImplementedError

    def saved_meanwhile(self, contents: Contents) -> dict[str, str]:
        """Return what is saved now, by field, where it differs from what was typed."""
        now = self.initial_of(contents)
        return {
            name: str(self.fields[name].prepare_value(now.get(name, "")))
            for name in self.fields
            if name in now and self.cleaned_data.get(name) != now[name]
        }


class AboutForm(SectionForm):
    name = Text(label="Name of this version", hint="Advisors see it beside every score.", max_length=200)
    source = LongText(
        label="Where its contents come from",
        hint="Printed at the end of the leaflet, for example which published guide it follows.",
        max_length=2_000,
    )
    version = VersionField()

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        return {"name": contents["name"], "source": contents["source"]}

    def change(self, contents: Contents) -> Contents:
        return contents | {name: self.cleaned_data[name] for name in ("name", "source")}


class StepsForm(SectionForm):
    steps = Lines(
        label="The steps, one on each line", hint="They are numbered in this order.",
        rows=14, most=20, longest=1_000,
    )  # fmt: skip
    version = VersionField()

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        return {"steps": contents["steps"]}

    def change(self, contents: Contents) -> Contents:
        return contents | {"steps": self.cleaned_data["steps"]}


class NotMeaningForm(SectionForm):
    not_meaning = Lines(
        label="What a score does not mean, one sentence on each line",
        hint="Practitioners read these sentences too, beside their score.",
        rows=12, most=20, longest=1_000,
    )  # fmt: skip
    version = VersionField()

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        return {"not_meaning": contents["not_meaning"]}

    def change(self, contents: Contents) -> Contents:
        return contents | {"not_meaning": self.cleaned_data["not_meaning"]}


class LevelsForm(SectionForm):
    """The five steps of one of the two scales, the highest first."""

    scale: ClassVar[str]
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for score in LEVELS:
            self.fields.update({f"{name}_{score}": field for name, field in self.asked(score).items()})
        self.layout = [
            Fieldset(f"Score {score}", *(f"{name}_{score}" for name in self.asked(score))) for score in LEVELS
        ]

    def asked(self, score: int) -> dict[str, Any]:
        """Return the fields of one step, freshly made."""
        raise NotImplementedError

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        rows = contents[self.scale]
        return {f"{name}_{row['score']}": row[name] for row in rows for name in self.asked(row["score"])}

    def change(self, contents: Contents) -> Contents:
        given = self.cleaned_data
        rows = [
            {"score": score, **{name: given[f"{name}_{score}"] for name in self.asked(score)}}
            for score in LEVELS
        ]
        return contents | {self.scale: rows}


class LikelihoodsForm(LevelsForm):
    scale = "likelihoods"

    def asked(self, score: int) -> dict[str, Any]:
        return {
            "label": Text(label=f"Word for {score}", max_length=60, width=20),
            "probability": Text(label=f"Probability of {score}", max_length=60, width=20),
            "description": LongText(label=f"Description of {score}", rows=3, max_length=2_000, count=False),
        }


class SeveritiesForm(LevelsForm):
    scale = "severities"

    def asked(self, score: int) -> dict[str, Any]:
        return {
            "label": Text(label=f"Word for {score}", max_length=60, width=20),
            "plain_meaning": LongText(label=f"{score} in plain words", rows=3, max_length=2_000, count=False),
        }
