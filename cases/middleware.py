"""What is asked once for a whole page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cases.querysets import grants_read_once

# What they ask for changes nothing.
SAFE = frozenset({"GET", "HEAD"})


class GrantsMiddleware:
    """Lets a page that changes nothing ask once which cases are open to its reader by name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return self.get_response(request)
        with grants_read_once():
            return self.get_response(request)
