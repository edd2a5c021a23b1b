"""Which documents go into the papers of an item."""

from typing import Any

from django.template.defaultfilters import filesizeformat

from documents.models import Document
from files.sniffing import CALLED, DOCX
from pag.packs.limits import MAX_BYTES, PICTURES
from pag.packs.word import can_convert
from ui import fields
from ui.forms import Form, VersionField


class ChooseForm(Form):
    """A tick for each document of the case that the person may see."""

    documents = fields.CheckboxesModel(label="Documents for the papers", required=False)
    version = VersionField()
    submit_label = "Save the choice"
    marks_optional = False

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["documents"]
        field.queryset = documents
        field.words = lambda document: f"{document.number}. {document.title}"
        field.row_hint = about


def about(document: Document) -> str:
    """Return what the document is, and whether it can be within the papers or is listed with a link."""
    file = document.file
    said = f"{CALLED.get(file.content_type, 'File')}, {filesizeformat(file.size)}"
    if document.kept_from_group:
        said += ". Members do not see it now; choosing it opens it to them again"
    if file.content_type == DOCX and can_convert():
        return f"{said}. In the papers it is a PDF: look whether it came out right."
    if file.content_type != "application/pdf" and file.content_type not in PICTURES:
        return f"{said}. The papers list it with a link: only PDFs and pictures can be within them."
    if file.size > MAX_BYTES:
        return f"{said}. Too large to be within the papers: they list it with a link."
    return said
