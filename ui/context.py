"""What every page knows about the service."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ui.public import is_public


def service(request: HttpRequest) -> dict[str, Any]:
    """Return the service's name and flags, and the session's length where somebody is signed in."""
    person = getattr(request, "user", None)
    signed_in = bool(person is not None and person.is_authenticated)
    return {
        "service": {
            "name": settings.SERVICE_NAME,
            "show_nhs_logo": settings.SHOW_NHS_LOGO,
            "demo": settings.DEMO,
            "signed_in": signed_in,
            # The warning makes sense only where a page would be lost.
            "session_seconds": settings.SESSION_COOKIE_AGE if signed_in and not is_public(request) else 0,
        }
    }
