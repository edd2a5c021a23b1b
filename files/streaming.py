"""Handing stored bytes to somebody who may have them. The caller has asked whether they may."""

from django.http import FileResponse

from files.models import StoredFile

# Shown in the browser's own viewer; everything else is saved to disk.
SHOWN = {"application/pdf", "image/png", "image/jpeg"}


def stream(stored: StoredFile, *, name: str = "", download: bool = False) -> FileResponse:
    """Return a response that streams the bytes, under `name` where one is given.

    The page it may open in can run nothing and reach nothing, whatever the file holds.
    """
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=download or stored.content_type not in SHOWN,
        filename=name or stored.name,
        content_type=stored.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if stored.content_type == "application/pdf":
        # Chromium's PDF viewer does not open inside a sandbox.
        response["Content-Security-Policy"] = (
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
        )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
