"""What a person may do in one organisation.

Permissions come from the person's current membership in that organisation, never from the union of
their memberships. Views and actions ask for permissions, never for roles.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from ui.refusals import NotAllowed

if TYPE_CHECKING:
    from accounts.models import Person


class Permission(StrEnum):
    """One thing somebody may do, in the words the organisation's access review reads."""

    CASE_SEE_UNRESTRICTED = "see every case of the organisation that is not restricted"
    CASE_SEE_BEFORE_GROUP = "see the cases that have been before the group"
    CASE_RECORD = "record practitioners, concerns and cases"
    CASE_RUN = "run a case: assign people, keep notes and contacts, move its stage"
    CASE_RESTRICT = "restrict a case to named people, and grant or end access"
    CASE_CLOSE = "close a case"
    CASE_AUDIT = "see who did and who looked at a case"
    SOURCE_SEE = "see who raised a concern"
    HEALTH_SEE = "see health reports"
    SUPPORT_SEE = "see the practitioner's support plan and conversations"
    DOCUMENT_ADD = "add documents to a case they can see"
    TRIAGE_ASSIGN = "ask a professional advisor to triage a case"
    SECOND_DECIDE = "decide how many triages are scored twice, and a score on which two advisors differ"
    TRIAGE_WRITE = "complete triage reviews they are asked for"
    GUIDE_EDIT = "edit and publish the organisation's scoring guide"
    QUORUM_SET = "set the quorum rule of a group"
    MEETING_SEE = "see the meetings of their groups"
    MEETING_RUN = "plan meetings and put cases on the agenda"
    DECISION_RECORD = "record what the group decided"
    LETTER_WRITE = "write letters to practitioners"
    LETTER_APPROVE = "approve letters for sending"
    LESSONS_WRITE = "write lessons reviews and their improvement actions"
    LESSONS_SEE = "read lessons reviews"
    LESSONS_ASSURE = "make sure that improvement actions are in place"
    ASSURANCE_SEE = "see totals and trends, without case content"
    PEOPLE_MANAGE = "invite people, change their roles and end memberships"
    ORGANISATION_MANAGE = "change the organisation's details, groups and templates"


# Whoever holds none of these sees no case, also not by being named on it.
OPENS_CASES = frozenset(
    {
        Permission.CASE_SEE_UNRESTRICTED,
        Permission.CASE_SEE_BEFORE_GROUP,
        Permission.TRIAGE_WRITE,
        Permission.MEETING_SEE,
    }
)


class HasKey(Protocol):
    """An organisation, or anything that stands for one by its key."""

    pk: int


def permissions_in(person: "Person", organisation_id: int) -> frozenset[Permission]:
    """Return what `person` may do in that organisation today; nothing for a stranger."""
    return person.permissions_by_organisation().get(organisation_id, frozenset())


def has(person: "Person", permission: Permission, *, within: HasKey) -> bool:
    """Tell whether `person` holds `permission` in the organisation `within`."""
    return permission in permissions_in(person, within.pk)


def check_has(person: "Person", permission: Permission, *, within: HasKey) -> None:
    """Raise NotAllowed, with a sentence to show, unless `person` holds `permission` in `within`."""
    if not has(person, permission, within=within):
        raise NotAllowed(
            f"Your role in this organisation does not let you {permission.value}. "
            "If you need to, ask your administrator."
        )


def organisations_with(person: "Person", permission: Permission) -> list[int]:
    """Return the keys of the organisations where `person` holds `permission` today."""
    return [key for key, held in person.permissions_by_organisation().items() if permission in held]
