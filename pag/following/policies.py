"""May anyone, in this state?"""

from pag.models import Action
from ui.dates import day
from ui.refusals import Refusal


def check_is_open(action: Action) -> None:
    """Raise Refusal for an action that is done."""
    if action.done_on:
        raise Refusal(
            f"This action was recorded as done on {day(action.done_on)}. Whoever runs the case can open it "
            "again."
        )


def check_is_done(action: Action) -> None:
    """Raise Refusal for an action that is still open."""
    if not action.done_on:
        raise Refusal("This action is open already. There is nothing to open again.")
