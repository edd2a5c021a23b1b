"""Handing stored bytes to somebody who may have them. The caller has asked whether they may."""

from django.http import FileResponse

from files.models import StoredFile

# Shown in the browser's own viewer; everything else is saved to disk.
SHOWN = {"application/pdf", "image/png", "image/jpeg"}
# The page it may open in can run nothing and reach nothing, whatever the file holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
# Chromium's PDF viewer does not open inside a sandbox.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def stream(stored: StoredFile, *, name: str = "", download: bool = False) -> FileResponse:
    """Return a response that streams the bytes, under `name` where one is given."""
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=download or stored.content_type not in SHOWN,
        filename=name or stored.name,
        content_type=stored.content_type,
    )
    response["Content-Security-Policy"] = PDF_POLICY if stored.content_type == "application/pdf" else POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
