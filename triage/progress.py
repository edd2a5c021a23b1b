"""How far each section of a draft is, in words."""

from dataclasses import dataclass

from triage.answers import ReviewData
from triage.parts import BY_KEY, PARTS, Part
from triage.policies import Missing

NOT_STARTED, IN_PROGRESS, COMPLETE = "Not started", "In progress", "Complete"
SHOWN_AS = {"other_documents": "documents", "judged": "judged_colour"}
COLOURS = {NOT_STARTED: "grey", IN_PROGRESS: "blue", COMPLETE: "green"}


@dataclass(frozen=True)
class Progress:
    """One section, and how far it is."""

    part: Part
    state: str

    @property
    def done(self) -> bool:
        return self.state == COMPLETE

    @property
    def colour(self) -> str:
        return COLOURS[self.state]


def progress(data: ReviewData, missing: list[Missing], *, factors: int) -> list[Progress]:
    """Return every section in order. `factors` is how many the guide asks about.

    A section is complete when nothing keeps the review from being submitted; that of the factors, where
    nothing is required, when each of them has an answer.
    """
    tidy = data.tidied()
    open_in = {part_of_field(each).key for each in missing}
    return [Progress(part, _state(part, tidy, open_in, factors)) for part in PARTS]


def part_of_field(missing: Missing) -> Part:
    """Return the section that asks the field a sentence is about; those of the factors the guide names."""
    if missing.risk is not None:
        return BY_KEY["risks"]
    name = SHOWN_AS.get(missing.field, missing.field)
    return next((part for part in PARTS if name in part.answers), BY_KEY["factors"])


def _state(part: Part, data: ReviewData, open_in: set[str], factors: int) -> str:
    filled = any(getattr(data, name) not in ("", None, ()) for name in part.answers)
    if not filled:
        return NOT_STARTED
    if part.key == "factors":
        answered = sum(bool(each.direction) for each in data.factors)
        return COMPLETE if answered >= factors else IN_PROGRESS
    return IN_PROGRESS if part.key in open_in else COMPLETE
