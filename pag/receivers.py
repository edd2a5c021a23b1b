"""What the group does when somebody's role ends."""

from typing import Any

from accounts.models import Membership
from pag.actions import keep_access_right
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
