"""Which scores of a version are green, amber and red."""

from typing import Any

from triage import scoring
from triage.forms.guide import SectionForm
from triage.guides.contents import Contents
from triage.guides.leaflet import ATTAINABLE, scores_between
from ui.bands import BANDS
from ui.fields import LongText, Select, Text
from ui.forms import VersionField
from ui.layout import Fieldset, Row


class BandsForm(SectionForm):
    """Two cut-offs make three bands, so that no score is left out and none has two colours."""

    amber_from = Select(
        label="Amber begins at", choices=[(str(score), str(score)) for score in ATTAINABLE[1:]]
    )
    red_from = Select(label="Red begins at", choices=[(str(score), str(score)) for score in ATTAINABLE[2:]])
    version = VersionField()

    secondary = ("Show which score has which colour", "look")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for colour in scoring.COLOURS:
            self.fields[f"label_{colour}"] = Text(
                label=f"Words beside {colour}", hint="Left empty, these are its scores, such as “5 to 12”.",
                max_length=40, width=20, required=False,
            )  # fmt: skip
            self.fields[f"meaning_{colour}"] = LongText(
                label=f"What {colour} means", rows=3, max_length=2_000, count=False
            )
        self.layout = [
            Fieldset(
                "Where one colour ends and the next begins",
                Row("amber_from", "red_from"),
                hint="These are the scores that likelihood times severity can give. Green begins at 1.",
            ),
            *(
                Fieldset(BANDS[colour][0], f"label_{colour}", f"meaning_{colour}")
                for colour in scoring.COLOURS
            ),
        ]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        amber, red = answers.get("amber_from"), answers.get("red_from")
        if amber and red and int(red) <= int(amber):
            self.add_error("red_from", "Red must begin above amber")
        return answers

    def initial_of(self, contents: Contents) -> dict[str, Any]:
        rows = {row["colour"]: row for row in contents["bands"]}
        initial = {
            f"{colour}_from": str(next(score for score in ATTAINABLE if score >= rows[colour]["lowest"]))
            for colour in ("amber", "red")
            if colour in rows
        }
        for colour, row in rows.items():
            usual = row["label"] == scores_between(row["lowest"], row["highest"])
            initial |= {f"label_{colour}": "" if usual else row["label"], f"meaning_{colour}": row["meaning"]}
        return initial

    def bands(self) -> list[dict[str, Any]]:
        """Return the three bands as answered."""
        amber, red = int(self.cleaned_data["amber_from"]), int(self.cleaned_data["red_from"])
        edges = {
            "green": (scoring.LOWEST_SCORE, amber - 1),
            "amber": (amber, red - 1),
            "red": (red, scoring.HIGHEST_SCORE),
        }
        return [
            {
                "colour": colour,
                "label": self.cleaned_data[f"label_{colour}"] or scores_between(lowest, highest),
                "lowest": lowest,
                "highest": highest,
                "meaning": self.cleaned_data[f"meaning_{colour}"],
            }
            for colour, (lowest, highest) in edges.items()
        ]

    def change(self, contents: Contents) -> Contents:
        return contents | {"bands": self.bands()}
