"""What is recorded about messages."""

from audit.kinds import Kind

SENT_AGAIN = Kind("message.sent_again", "{actor} asked for a message to be sent again.", on_timeline=False)
ARRIVED = Kind("message.arrived", "{actor} found out that a message had arrived.", on_timeline=False)
SETTLED_ELSEWHERE = Kind(
    "message.settled_elsewhere",
    "{actor} dealt with a message that was not sent in another way.",
    on_timeline=False,
)
