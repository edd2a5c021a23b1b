"""What came of a decision in a story: how actions go, a day that moved, a final decision still awaited.

And a member who stood aside before the meeting, which counts in the figures of the group.
"""

import datetime as dt
import uuid
from functools import partial
from typing import Any

from desk.demo.steps import Story
from desk.demo.told import Told
from pag import actions as pag
from pag.following import actions as following
from pag.models import Action, Decision, StoodAside
from ui.dates import today


def add(teller: Told, story: Story, *, declared_ago: int) -> None:
    """Add what happened, each at its day; members declare `declared_ago` days ago."""
    if aside := teller.told.get("stood_aside"):
        story.add(declared_ago, lambda: stand_aside(teller, aside), hour=17)
    for told in teller.told.get("following", []):
        story.add(told["days_ago"], partial(go_on, teller, told), hour=14)


def stand_aside(teller: Told, told: dict[str, Any]) -> None:
    """Let one member declare a connection, and the chair read it."""
    who = next(each for each in teller.cast.members if each.email == told["who"])
    pag.declare(item=teller.item, answer=told["answer"], statement=told["statement"], by=who)
    aside = StoodAside.objects.get(item=teller.item, denial__person=who)
    chair = teller.item.meeting.group.members.current().get(kind="chair").person
    pag.answer_aside(aside=aside, outcome="stays", version=0, by=chair)


def go_on(teller: Told, told: dict[str, Any]) -> None:
    """Write how the action that is due last goes, or give it another day."""
    action = Action.objects.filter(decision__item=teller.item).open().order_by("-due_on", "-pk")[0]
    if "days_more" not in told:
        by = action.owner or teller.cast.manager
        following.say(action=action, words=told["words"], by=by, submission_key=uuid.uuid4())
        return
    following.change_action(
        action=action,
        owner=following.Owner(action.owner, action.owner_name, action.practitioner),
        due_on=action.due_on + dt.timedelta(days=told["days_more"]),
        reason=told["words"],
        version=action.version,
        by=teller.cast.manager,
    )


def awaited(teller: Told) -> dict[str, Any]:
    """Say who decides on the group's advice and by when, where the story leaves that to come."""
    officer = teller.cast.one("responsible_officer")
    return {
        "final_by": Decision.Final.MEDICAL_DIRECTOR,
        "final_name": officer.name,
        "final_due": today() + dt.timedelta(days=teller.told["decision"]["final_due_days"]),
    }
