"""What of lessons is in somebody's hands, where their last role may end."""

from accounts.about_people import Held
from accounts.models import Organisation, Person
from accounts.permissions import Permission
from lessons.models import ImprovementAction
from ui.words import counted


def held(person: Person, organisation: Organisation, kept: frozenset[Permission]) -> list[Held]:
    """Return the improvement actions `person` owns and, without any role, could not report on."""
    if kept:
        return []
    theirs = ImprovementAction.objects.to_do().filter(owner=person, review__case__organisation=organisation)
    count = theirs.count()
    if not count:
        return []
    actions = counted(count, "improvement action")
    leads = "The lessons lead finds them on their list of work and says who takes over."
    return [Held(f"They own {actions} still to do. {leads}")]
