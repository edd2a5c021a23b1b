"""What can be done with documents and PDFs."""

from documents.actions.document import add_document, move_to_right_case, rename
from documents.actions.pdf import ask_again, want_pdf

__all__ = ["add_document", "ask_again", "move_to_right_case", "rename", "want_pdf"]
