"""What is recorded about letters."""

from audit.kinds import Kind as EventKind
from letters.models import Kind

# How a sentence names each kind of letter.
NAMES = {
    Kind.FIRST: "the first letter",
    Kind.REFLECTIONS: "the letter asking for the practitioner's own account",
    Kind.OUTCOME: "the outcome letter",
    Kind.UPDATE: "the update letter",
    Kind.CLOSING: "the closing letter",
}
KINDS = {"letter": {kind.value: name for kind, name in NAMES.items()}}

DRAFTED = EventKind("letters.drafted", "{actor} began {letter}.", labels=KINDS)
EDITED = EventKind("letters.edited", "{actor} worked on {letter}.", labels=KINDS, on_timeline=False)
APPROVED = EventKind("letters.approved", "{actor} approved {letter}.", labels=KINDS)
READY = EventKind("letters.ready", "The PDF of {letter} is ready.", labels=KINDS, on_timeline=False)
SENDING = EventKind("letters.sending", "{actor} sent {letter} by e-mail.", labels=KINDS, on_timeline=False)
SENT = EventKind("letters.sent", "The practitioner was sent {letter} by e-mail.", labels=KINDS)
FAILED = EventKind("letters.failed", "It was not possible to send {letter} by e-mail.", labels=KINDS)
UNKNOWN = EventKind("letters.unknown", "It is not known whether {letter} left.", labels=KINDS)
POSTED = EventKind("letters.posted", "{actor} posted {letter} to the practitioner.", labels=KINDS)
SET_ASIDE = EventKind("letters.set_aside", "{actor} set {letter} aside before it was sent.", labels=KINDS)
REPLACED = EventKind("letters.replaced", "{actor} began a letter in place of letter {number}.")
