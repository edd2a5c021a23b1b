"""A case's documents, and the PDFs the product makes in the background."""

from documents.models.document import Document, DocumentMove
from documents.models.leased import Leased, LeasedQuerySet
from documents.models.pdf import Pdf

__all__ = ["Document", "DocumentMove", "Leased", "LeasedQuerySet", "Pdf"]
