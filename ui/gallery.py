"""What the gallery shows."""

from typing import Any

from django.http import HttpRequest


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return every component's example data and the example forms."""
    return {}
