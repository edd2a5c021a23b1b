"""What is recorded about papers: who was given and who opened which version. Never on the timeline."""

from audit.kinds import Kind

CHOSEN = Kind("pack.chosen", "{actor} chose documents for the papers of the group.", on_timeline=False)
WANTED = Kind("pack.wanted", "Version {number} of somebody's papers was asked for.", on_timeline=False)
READY = Kind("pack.ready", "Version {number} of somebody's papers is ready.", on_timeline=False)
FAILED = Kind("pack.failed", "Somebody's papers could not be made.", on_timeline=False)
OPENED = Kind("pack.opened", "{actor} opened version {number} of their papers.", on_timeline=False)
