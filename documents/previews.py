"""A preview shows the very HTML that a PDF is made from, on an address and under a policy of its own."""

from django.http import HttpResponse
from django.templatetags.static import static

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'self'; frame-ancestors 'self'; sandbox allow-same-origin"
)
SHEETS = ("pdf/fonts.css", "pdf/pdf.css", "pdf/preview.css")


def preview(html: str) -> HttpResponse:
    """Return the HTML of a PDF (see `documents.kinds.html_of`) as a page for a frame.

    The same style sheets are linked that the PDF is made with; style attributes and scripts do nothing.
    """
    links = "".join(f'<link rel="stylesheet" href="{static(name)}">' for name in SHEETS)
    base = f'<base href="{static("pdf/pdf.css").rsplit("/", 1)[0]}/">'
    response = HttpResponse(html.replace("<head>", f"<head>{base}{links}", 1))
    response["Content-Security-Policy"] = POLICY
    return response
