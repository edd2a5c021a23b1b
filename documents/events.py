"""What is recorded about documents and PDFs."""

from audit.kinds import Kind

ADDED = Kind("document.added", "{actor} added document {number}.")
FILED = Kind("document.filed", "A PDF made by this service was kept as document {number}.")
RENAMED = Kind("document.renamed", "{actor} changed the title or topic of document {number}.")
MOVED_AWAY = Kind("document.moved_away", "{actor} moved document {number} to the case it belongs to.")
MOVED_HERE = Kind(
    "document.moved_here", "{actor} moved a document here from another case; it is number {number}."
)
OPENED = Kind("document.opened", "{actor} opened document {number}.", on_timeline=False)
PDF_READY = Kind("pdf.ready", "A PDF was made.", on_timeline=False)
PDF_FAILED = Kind("pdf.failed", "A PDF could not be made.", on_timeline=False)
PDF_ASKED_AGAIN = Kind("pdf.asked_again", "{actor} asked for a PDF again.", on_timeline=False)
PDF_OPENED = Kind("pdf.opened", "{actor} opened a PDF.", on_timeline=False)
