"""What every answer needs, whatever page it is."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import resolve
from django.utils.cache import add_never_cache_headers

from ui.refusals import NotAllowed


class ProbeMiddleware:
    """Answers the two probes before a session is asked for: they have to answer while PostgreSQL is away."""

    PROBES = frozenset({"/healthz", "/readyz"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in self.PROBES:
            return resolve(request.path_info).func(request)
        return self.get_response(request)


class PageSafetyMiddleware:
    """Keeps pages about people out of caches, words refusals, and keeps sign-in pages out of fragments."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = request.headers.get("HX-Request") == "true"
        person = getattr(request, "user", None)
        if htmx and self.leads_to_sign_in(response) and not (person and person.is_authenticated):
            response = HttpResponse(status=401)
            response["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
        if person is not None and person.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Refuse an address with a letter that no name and no word has, and PostgreSQL keeps none of."""
        if "\0" in request.path_info or any(
            "\0" in each for _name, sent in request.GET.lists() for each in sent
        ):
            raise BadRequest

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn "may not" into a page that says so."""
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"sentence": str(exception)}, status=403)
        return None

    def leads_to_sign_in(self, response: HttpResponse) -> bool:
        """Whether the answer sends the browser to the sign-in page."""
        return response.status_code in (301, 302, 303) and response.get("Location", "").split("?")[
            0
        ] == resolve_url(settings.LOGIN_URL)
