"""What is recorded about actions since they were agreed. Nothing of it names an owner."""

from audit.kinds import Kind

SAID = Kind("pag.action_said", "{actor} wrote how an action of the group goes.")
DONE = Kind("pag.action_done", "{actor} recorded an action of the group as done.")
REOPENED = Kind("pag.action_reopened", "{actor} opened an action of the group again.")
OWNER = Kind("pag.action_owner", "{actor} gave an action of the group to somebody else.")
DUE = Kind("pag.action_due", "{actor} moved an action of the group from {was} to {now}.")
