"""What is recorded about minutes: who drafted, changed, approved, corrected and opened them."""

from audit.kinds import Kind

DRAFTED = Kind("minutes.drafted", "{actor} drafted the minutes of the meeting of {day}.")
EDITED = Kind("minutes.edited", "{actor} changed the minutes of the meeting.", on_timeline=False)
OFFERED = Kind("minutes.offered", "{actor} asked for the minutes to be approved.", on_timeline=False)
SECTION_APPROVED = Kind("minutes.section_approved", "The minutes of the meeting of {day} were approved.")
APPROVED = Kind("minutes.approved", "The minutes of the meeting of {day} are approved.")
CORRECTED = Kind("minutes.corrected", "{actor} added a correction to the minutes of the meeting of {day}.")
OPENED = Kind("minutes.opened", "{actor} opened the minutes of the meeting of {day}.", on_timeline=False)
