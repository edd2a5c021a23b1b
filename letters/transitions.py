"""The states of a letter and the moves between them, as one table, from draft to told."""

from django.db import models

from ui.refusals import Refusal


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    READY = "ready", "Ready to send"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent by e-mail"
    POSTED = "posted", "Posted"
    FAILED = "failed", "Could not be sent"
    UNKNOWN = "unknown", "Not known whether it left"
    SET_ASIDE = "set_aside", "Set aside"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.APPROVED, State.SET_ASIDE}),
    # Approved, while the PDF is being made.
    State.APPROVED: frozenset({State.READY, State.SET_ASIDE}),
    State.READY: frozenset({State.SENDING, State.POSTED, State.SET_ASIDE}),
    State.SENDING: frozenset({State.SENT, State.FAILED, State.UNKNOWN}),
    # The same e-mail may be tried again where messages are looked after, and then arrive or not.
    State.FAILED: frozenset({State.SENDING, State.SENT, State.UNKNOWN, State.POSTED, State.SET_ASIDE}),
    # Only a person can find out whether it left: then it was sent, or goes out again, or by post.
    State.UNKNOWN: frozenset({State.SENT, State.FAILED, State.SENDING, State.POSTED}),
    State.SENT: frozenset(),
    State.POSTED: frozenset(),
    State.SET_ASIDE: frozenset(),
}
TOLD = frozenset({State.SENT, State.POSTED})
# Begun, and in nobody's hands but ours.
HERE = (State.DRAFT, State.APPROVED, State.READY)
FINAL = frozenset(state for state, moves in MOVES.items() if not moves)
COLOURS = {
    State.DRAFT: "grey",
    State.APPROVED: "blue",
    State.READY: "blue",
    State.SENDING: "blue",
    State.SENT: "green",
    State.POSTED: "green",
    State.FAILED: "orange",
    State.UNKNOWN: "orange",
    State.SET_ASIDE: "white",
}


def can_move(start: str, end: str) -> bool:
    """Tell whether a letter may go from one state to the other."""
    return State(end) in MOVES[State(start)]


def check_move(start: str, end: State) -> None:
    """Raise Refusal, saying what the letter is now, unless the table lets it go to `end`."""
    if not can_move(start, end):
        raise Refusal(
            f"This letter is “{State(start).label.lower()}” and cannot become “{end.label.lower()}”. "
            "Open it again to see where it stands."
        )
