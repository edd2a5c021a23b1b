"""What is recorded about people, organisations and memberships."""

from audit.kinds import Kind

ORGANISATION_FOUNDED = Kind("organisation.founded", "{actor} became the first administrator.")
ORGANISATION_CHANGED = Kind("organisation.changed", "{actor} changed the organisation's details.")
INVITED = Kind("accounts.invited", "{actor} invited somebody to join.")
INVITATION_WITHDRAWN = Kind("accounts.invitation_withdrawn", "{actor} withdrew an invitation.")
INVITATION_ACCEPTED = Kind("accounts.invitation_accepted", "{actor} accepted an invitation.")
ROLE_GIVEN = Kind("accounts.role_given", "{actor} gave somebody the role {role}.")
ROLE_ENDED = Kind("accounts.role_ended", "{actor} ended somebody's role {role}.")
