"""The stages of a case, and the moves between them, as one table (reference.md, "Obligations")."""

from django.db import models


class Stage(models.TextChoices):
    RECEIVED = "received", "Received"
    TRIAGE = "triage", "Triage"
    WITH_GROUP = "with_group", "With the group"
    INVESTIGATION = "investigation", "Investigation"
    MONITORING = "monitoring", "Monitoring"
    OUTCOME = "outcome", "Outcome"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


# The path shown at the head of a case; investigation and monitoring stand beside "with the group".
PATH = (Stage.RECEIVED, Stage.TRIAGE, Stage.WITH_GROUP, Stage.OUTCOME, Stage.CLOSED)
ENDED = frozenset({Stage.CLOSED, Stage.WITHDRAWN})
BEFORE_GROUP = frozenset({Stage.RECEIVED, Stage.TRIAGE})
# Beside the group: somebody looks into the matter, and the case goes on when they have finished.
LOOKED_INTO = frozenset({Stage.INVESTIGATION, Stage.MONITORING})

MOVES: dict[Stage, frozenset[Stage]] = {
    # Straight to the group where it should see a case before the triage is written.
    Stage.RECEIVED: frozenset({Stage.TRIAGE, Stage.WITH_GROUP, Stage.WITHDRAWN}),
    Stage.TRIAGE: frozenset({Stage.RECEIVED, Stage.WITH_GROUP, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.WITH_GROUP: frozenset({Stage.INVESTIGATION, Stage.MONITORING, Stage.OUTCOME, Stage.WITHDRAWN}),
    Stage.INVESTIGATION: frozenset({Stage.WITH_GROUP, Stage.OUTCOME, Stage.WITHDRAWN}),
    Stage.MONITORING: frozenset({Stage.WITH_GROUP, Stage.OUTCOME, Stage.WITHDRAWN}),
    Stage.OUTCOME: frozenset({Stage.WITH_GROUP, Stage.CLOSED, Stage.WITHDRAWN}),
    # A case returns to the group as often as needed, after closing too.
    Stage.CLOSED: frozenset({Stage.WITH_GROUP}),
    Stage.WITHDRAWN: frozenset({Stage.RECEIVED}),
}


def can_move(start: str, end: str) -> bool:
    """Tell whether a case may go from one stage to the other."""
    return Stage(end) in MOVES[Stage(start)]
