"""Pages about people, invitations and organisations, and the keeping of drafts."""
