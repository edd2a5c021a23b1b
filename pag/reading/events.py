"""What is recorded about reading on screen. Never on the timeline, and never in words of theirs."""

from audit.kinds import Kind

READ = Kind("reading.read", "{actor} marked a paper of the group as read.", on_timeline=False)
NOTED = Kind("reading.noted", "{actor} kept a note of their own on an item.", on_timeline=False)
ASKED = Kind("reading.asked", "{actor} asked a question about an item of the group.", on_timeline=False)
ANSWERED = Kind("reading.answered", "{actor} answered a question about an item.", on_timeline=False)
