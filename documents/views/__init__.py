"""Pages about documents, PDFs and messages."""
