"""What happens when a letter's PDF is made."""

from audit.actions import record
from documents.models import Pdf
from letters import events
from letters.models import Letter
from letters.transitions import State


def pdf_is_ready(pdf: Pdf) -> None:
    """Note that an approved letter can go out. Runs in the transaction that stores the file."""
    # No lock of the case: the PDF's row is locked already, and the condition makes this safe to run twice.
    ready = Letter.objects.filter(pdf=pdf, state=State.APPROVED)
    letter = ready.select_related("case").first()
    if letter and pdf.file and ready.update(state=State.READY, file_sha256=pdf.file.sha256):
        record(events.READY, system="letters", case=letter.case, subject=letter, letter=letter.kind)
