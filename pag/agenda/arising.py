"""Matters arising: what earlier meetings asked for and is still to be done."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import Person
from cases.models import Case
from pag.models import Action, ActionUpdate, Meeting


@dataclass(frozen=True)
class Arising:
    """An action that is still open, and the last that was said of it."""

    action: Action
    last: ActionUpdate | None

    @property
    def case(self) -> Case:
        return self.action.decision.item.case


def arising(meeting: Meeting, person: Person, *, undeclared: Collection[int]) -> list[Arising]:
    """Return the open actions of earlier meetings of the group, of the cases that `person` may read.

    `undeclared` are the keys of the cases on which they have still to declare for this meeting: nothing of
    those is shown before. Two queries.
    """
    updates = Prefetch("updates", ActionUpdate.objects.order_by("pk"), to_attr="said")
    actions = (
        Action.objects.open()
        .filter(decision__item__meeting__group=meeting.group, decision__decided_on__lte=meeting.day)
        .filter(decision__item__case__in=Case.objects.visible_to(person).values("pk"))
        .exclude(decision__item__meeting=meeting)
        .exclude(decision__item__case__in=list(undeclared))
        .select_related("owner", "decision__item__case__practitioner", "decision__item__meeting")
        .prefetch_related(updates)
        .order_by("due_on", "pk")
    )
    return [Arising(each, each.said[-1] if each.said else None) for each in actions]
