"""What can be done about people and organisations."""

from accounts.actions.founding import found_organisation
from accounts.actions.invite import accept, invite, withdraw_invitation
from accounts.actions.membership import end_role, give_role
from accounts.actions.organisation import change_organisation

__all__ = [
    "accept",
    "change_organisation",
    "end_role",
    "found_organisation",
    "give_role",
    "invite",
    "withdraw_invitation",
]
