"""A case's documents, and the PDFs the product makes in the background."""

from documents.models.document import Document, DocumentMove
from documents.models.pdf import Pdf

__all__ = ["Document", "DocumentMove", "Pdf"]
