"""The documents of the stories, as small PDFs."""

import uuid
from typing import Any

from django.utils.html import format_html, format_html_join

from accounts.models import Person
from cases.models import Case
from documents.actions import add_document
from documents.rendering import to_pdf
from files.actions import store_made

PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{}</title></head>'
    "<body><h1>{}</h1>{}</body></html>"
)


def add_paper(*, case: Case, paper: dict[str, Any], by: Person) -> None:
    """Add one document of a story to the case."""
    title = paper["title"]
    paragraphs = format_html_join(
        "", "<p>{}</p>", ((text,) for text in paper["text"].split("\n") if text.strip())
    )
    made = to_pdf(str(format_html(PAGE, title, title, paragraphs)))
    file = store_made(made.content, name=f"{title}.pdf", content_type="application/pdf")
    add_document(case=case, file=file, title=title, topic=paper["topic"], by=by, submission_key=uuid.uuid4())
