"""What can be done with documents and PDFs."""

from documents.actions.document import (
    add_document,
    file_made,
    keep_from_group,
    move_to_right_case,
    record_opened,
    rename,
)
from documents.actions.pdf import ask_again, record_pdf_opened, want_pdf
from documents.actions.upload import add_upload

__all__ = [
    "add_document",
    "add_upload",
    "ask_again",
    "file_made",
    "keep_from_group",
    "move_to_right_case",
    "record_opened",
    "record_pdf_opened",
    "rename",
    "want_pdf",
]
