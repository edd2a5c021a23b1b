"""How many cases are in somebody's hands, and how many they left behind when their role ended."""

from django.db.models import Count

from accounts.about_people import Held
from accounts.models import Organisation, Person
from accounts.permissions import Permission
from cases.models import Case
from ui.words import counted


def held(person: Person, organisation: Organisation, kept: frozenset[Permission]) -> list[Held]:
    """Return the open cases that `person` manages or is asked to triage and then could not any more."""
    open_here = Case.objects.open().filter(organisation=organisation)
    found = []
    managed = open_here.managed_by(person, within=organisation).count()
    if managed and Permission.LETTER_WRITE not in kept:
        found.append(
            Held(
                f"They manage {counted(managed, 'open case')}, as the named contact of each practitioner.",
                "Hand the cases over first",
                "hand_over_work",
            )
        )
    advised = open_here.filter(advisor=person).count()
    if advised and Permission.TRIAGE_WRITE not in kept:
        found.append(
            Held(
                f"They are the professional advisor of {counted(advised, 'open case')}. "
                "Ask the case managers to choose another advisor where triage is not finished."
            )
        )
    return found


def left_behind(organisation: Organisation) -> dict[int, str]:
    """Return how many open cases people manage who hold no role for it any more."""
    left = Case.objects.open().left_by_manager().filter(organisation=organisation)
    counts = left.order_by().values_list("manager").annotate(Count("pk"))
    return {person: f"{counted(count, 'open case')} still in their name" for person, count in counts}
