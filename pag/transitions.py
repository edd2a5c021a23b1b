"""The stages of a meeting, and the moves between them, as one table."""

from django.db import models


class MeetingStage(models.TextChoices):
    PLANNED = "planned", "Planned"
    PAPERS_OUT = "papers_out", "Papers out"
    IN_PROGRESS = "in_progress", "In progress"
    MINUTES_DRAFTED = "minutes_drafted", "Minutes drafted"
    APPROVED = "approved", "Minutes approved"
    CLOSED = "closed", "Closed"


NOT_BEGUN = (MeetingStage.PLANNED, MeetingStage.PAPERS_OUT)

MOVES: dict[MeetingStage, frozenset[MeetingStage]] = {
    # A meeting called at short notice starts without papers having gone out.
    MeetingStage.PLANNED: frozenset({MeetingStage.PAPERS_OUT, MeetingStage.IN_PROGRESS}),
    MeetingStage.PAPERS_OUT: frozenset({MeetingStage.IN_PROGRESS}),
    MeetingStage.IN_PROGRESS: frozenset({MeetingStage.MINUTES_DRAFTED}),
    MeetingStage.MINUTES_DRAFTED: frozenset({MeetingStage.APPROVED}),
    MeetingStage.APPROVED: frozenset({MeetingStage.CLOSED}),
    MeetingStage.CLOSED: frozenset(),
}


def can_move(start: str, end: str) -> bool:
    """Tell whether a meeting may go from one stage to the other."""
    return MeetingStage(end) in MOVES[MeetingStage(start)]
