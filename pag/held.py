"""What of the group's is in somebody's hands, where their role may end."""

from accounts.about_people import Held
from accounts.models import Organisation, Person
from accounts.permissions import Permission
from pag.models import Action, GroupMember, OwnNote
from ui.words import counted, listed


def held(person: Person, organisation: Organisation, kept: frozenset[Permission]) -> list[Held]:
    """Return the places in groups that end with the role, and the actions nobody could see to any more."""
    found = []
    if Permission.MEETING_SEE not in kept:
        places = GroupMember.objects.not_ended().filter(person=person, group__organisation=organisation)
        places = places.select_related("group")
        names = sorted({f"{place.group} ({place.get_kind_display().lower()})" for place in places})
        if names:
            found.append(Held(f"Their place in {listed(names)} ends with the role."))
        if notes := OwnNote.objects.filter(person=person, item__case__organisation=organisation).count():
            found.append(
                Held(
                    f"They keep notes of their own on {counted(notes, 'item')} of the group. Nobody else can "
                    "read them in the product; they stay with the case, for whoever asks for their data."
                )
            )
    if not kept:
        actions = Action.objects.open().owned_by(person)
        if count := actions.filter(decision__item__case__organisation=organisation).count():
            found.append(
                Held(
                    f"They see to {counted(count, 'open action')} of the group. "
                    "Ask the case managers who takes each over."
                )
            )
    return found
