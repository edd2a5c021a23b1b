"""What the group does when a role ends, or somebody has a connection with a case that they record."""

from typing import Any

from accounts.models import Membership, Person
from cases.actions import open_to_investigator
from cases.models import Case
from pag.actions import declare_connection, keep_access_right
from pag.investigators import investigators_of
from pag.models import Group
from pag.planning.inviting import keep_group_invited


def close_what_agendas_opened(*, membership: Membership, **_signal: Any) -> None:
    """Close, at once, what agendas opened to somebody whose role no longer lets them take part."""
    theirs = Group.objects.filter(
        organisation=membership.organisation_id, members__person=membership.person_id
    )
    for group in theirs.distinct():
        keep_access_right(group=group)
        keep_group_invited(group=group)


def close_what_they_recorded(*, case: Case, person: Person, statement: str, **_signal: Any) -> None:
    """Close a case to whoever recorded it and has, or may have, a connection with somebody in it."""
    declare_connection(case=case, statement=statement, by=person)


def open_to_whom_investigates(*, case: Case, person: Person, by: Person, **_signal: Any) -> None:
    """Open the case to its investigator again, once it was answered that they need not stand aside."""
    now = investigators_of([case]).get(case.pk)
    if now and now.person == person.pk:
        open_to_investigator(case=case, person=person, by=by)
