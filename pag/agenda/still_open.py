"""What a meeting about to end has left open beside its cases. None of it keeps the meeting from ending."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Person
from pag.access import Standing
from pag.agenda.page import undeclared_cases
from pag.agenda.ratifying import steps_to_ratify, to_ratify
from pag.models import Meeting
from pag.readiness import Prepared


@dataclass(frozen=True)
class StillOpen:
    """One thing: what it is, what is missing, and where and by which words that is written down."""

    what: str
    missing: str
    url: str
    way: str


def still_open(
    meeting: Meeting, prepared: Sequence[Prepared], person: Person, standing: Standing
) -> list[StillOpen]:
    """Return the decisions and steps to ratify that are open to `person`, and the other items."""
    ratify = to_ratify(meeting, person, standing.member)
    closed = undeclared_cases(prepared, ratify, is_member=standing.member is not None)
    steps = steps_to_ratify(meeting, [each.item for each in prepared], person, undeclared=closed)
    said, way = "What the group says of it is not recorded.", "Record what the group says"
    return [
        *(
            StillOpen(
                f"A decision between meetings to ratify: {each.item.case.practitioner.name}",
                said,
                reverse("ratify", args=[meeting.pk, each.decision.pk]),
                way,
            )
            for each in ratify
            if each.open and each.ratification is None
        ),
        *(
            StillOpen(
                f"An immediate action to ratify: {step.case.practitioner.name}",
                said,
                reverse("ratify_step", args=[meeting.pk, step.safety.pk]),
                way,
            )
            for step in steps
            if step.item and step.ratification is None
        ),
        *(
            StillOpen(
                f"Item {other.number}: {other.title}",
                "What came of it is not written down.",
                reverse("other_outcome", args=[meeting.pk, other.pk]),
                "Write down what came of it",
            )
            for other in meeting.other_items.numbered()
            if not other.outcome
        ),
    ]
