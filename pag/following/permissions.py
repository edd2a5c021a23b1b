"""Who may write about an action, and who may change it."""

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.access import may_read
from pag.models import Action
from ui.refusals import NotAllowed, Refusal


def check_can_follow(person: Person, action: Action) -> None:
    """Raise NotAllowed unless `person` may say how the action goes: its owner, or who runs the case.

    An owner who has still to declare on the case again keeps what was given to them.
    """
    if not Action.objects.visible_to(person).filter(pk=action.pk).exists():
        raise NotAllowed("This action is not open to you.")
    if action.owner_id == person.pk or has(person, Permission.CASE_RUN, within=action.case.organisation):
        return
    raise NotAllowed("The owner of an action, or the case manager, says how it goes. Ask one of them.")


def check_can_change(person: Person, action: Action) -> None:
    """Raise NotAllowed unless `person` may change or open the action again: who runs the case."""
    runs = has(person, Permission.CASE_RUN, within=action.case.organisation)
    if not (runs and may_read(person, action.case)):
        raise NotAllowed("Whoever runs the case changes its actions, or opens them again. Ask them.")


def can_follow(person: Person, action: Action) -> bool:
    """Tell whether `person` may say how the action goes."""
    try:
        check_can_follow(person, action)
    except Refusal:
        return False
    return True


def can_change(person: Person, action: Action) -> bool:
    """Tell whether `person` may change the action, or open it again."""
    try:
        check_can_change(person, action)
    except Refusal:
        return False
    return True
