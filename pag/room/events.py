"""What is recorded about the room of a meeting. None of it is on the timeline of a case."""

from audit.kinds import Kind

ARRIVED = Kind("room.arrived", "{actor} noted that a member came at {at}.")
LEFT = Kind("room.left", "{actor} noted that a member left at {at}.")
APOLOGISED = Kind("room.apologised", "{actor} noted a member's apologies.")
TAKEN_BACK = Kind("room.taken_back", "{actor} took back what was noted last about a member.")
TAKEN_UP = Kind("room.taken_up", "{actor} brought the case before the group.", on_timeline=False)
OTHER_TAKEN_UP = Kind("room.other_taken_up", "{actor} brought another item of the agenda before the group.")
BETWEEN = Kind("room.between", "{actor} recorded that no item was before the group.")
HANDED_OVER = Kind("room.handed_over", "{actor} recorded that a member presides from {at} on.")
