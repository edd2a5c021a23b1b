"""What is recorded about lessons reviews and their actions."""

from audit.kinds import Kind

STARTED = Kind("lessons.started", "{actor} started the lessons review.")
SAVED = Kind("lessons.saved", "{actor} worked on the lessons review.", on_timeline=False)
COMPLETED = Kind("lessons.completed", "{actor} completed the lessons review.")
CORRECTED = Kind("lessons.corrected", "{actor} added a correction to the lessons review.")
ACTION_CHANGED = Kind(
    "lessons.action_changed", "{actor} changed who sees to improvement action {number}, or by when."
)
ACTION_DONE = Kind("lessons.action_done", "Improvement action {number} was done.")
ACTION_SENT_BACK = Kind(
    "lessons.action_sent_back", "{actor} found that improvement action {number} needs a little more."
)
ACTION_ASSURED = Kind("lessons.action_assured", "{actor} made sure that improvement action {number} is done.")
