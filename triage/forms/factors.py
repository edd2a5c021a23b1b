"""The six factors, as prompts: which way does each point, and how do we know?"""

from typing import Any

from django.forms.boundfield import BoundField

from triage.answers import FactorAnswer
from triage.models import Factor, FactorNote
from triage.scale import Scale
from ui.fields import LongText, Radios
from ui.forms import Form
from ui.words import listed

KEEPS_SAFE = (
    "With {factors}, mark “{more}” only where something that keeps work safe is not yet in place, such as an "
    "adjustment or somebody to ask."
)
HINTS = {"behaviours": "What was seen or recorded, not what somebody is like."}


class FactorsForm(Form):
    """Two fields for each factor of the guide: `<key>_direction` and `<key>_why`."""

    marks_optional = False
    submit_label = None
    form_tag = False

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scale = scale
        for factor in scale.factors:
            self.fields[f"{factor.key}_direction"] = Radios(
                label=factor.label,
                choices=FactorNote.Direction.choices,
                hint=factor.reminder or HINTS.get(factor.key, ""),
                small=True,
                inline=True,
                required=False,
            )
            why = LongText(label="How do we know?", rows=2, max_length=2_000, count=False, required=False)
            # Six boxes of one label: whoever hears the page is told of which factor.
            why.widget.attrs["aria-label"] = f"How do we know? {factor.label}"
            self.fields[f"{factor.key}_why"] = why

    def rows(self) -> list[tuple[Factor, BoundField, BoundField]]:
        """Return each factor with its two fields."""
        return [(each, self[f"{each.key}_direction"], self[f"{each.key}_why"]) for each in self.scale.factors]

    @property
    def keeps_safe(self) -> str:
        """What may be marked where something never counts against anybody; said once, above the factors."""
        named = [each.label for each in self.scale.factors if each.reminder]
        if not named:
            return ""
        return KEEPS_SAFE.format(factors=listed(named), more=FactorNote.Direction.RAISES.label)

    def answers(self) -> tuple[FactorAnswer, ...]:
        """Return what was answered, factor by factor."""
        return tuple(
            FactorAnswer(
                factor=each.key,
                direction=self.cleaned_data.get(f"{each.key}_direction", ""),
                why=self.cleaned_data.get(f"{each.key}_why", ""),
            )
            for each in self.scale.factors
        )
