"""What is recorded about papers: who was given and who opened which version. Never on the timeline."""

from audit.kinds import Kind

CHOSEN = Kind("pack.chosen", "{actor} chose documents for the papers of the group.", on_timeline=False)
WANTED = Kind("pack.wanted", "Version {number} of somebody's papers was asked for.", on_timeline=False)
READY = Kind("pack.ready", "Version {number} of somebody's papers is ready.", on_timeline=False)
FAILED = Kind("pack.failed", "Somebody's papers could not be made.", on_timeline=False)
DECIDED = Kind(
    "pack.finding_decided", "{actor} decided about something found in a document.", on_timeline=False
)
LEFT_OUT = Kind("pack.left_out", "{actor} left a document out of the papers.", on_timeline=False)
REPLACED = Kind("pack.replaced", "{actor} chose a redacted copy for the papers.", on_timeline=False)
SENT_ANYWAY = Kind(
    "pack.sent_anyway", "{actor} sent papers out with findings undecided, and said why.", on_timeline=False
)
OPENED = Kind("pack.opened", "{actor} opened version {number} of their papers.", on_timeline=False)
