"""People, the organisations they belong to, and in which roles."""

from accounts.models.draft import Draft
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.person import Person

__all__ = ["Draft", "Invitation", "Membership", "Organisation", "Person"]
