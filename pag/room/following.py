"""Pieces of pages that screens ask for again every few seconds."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ui.refusals import NotAllowed

View = Callable[..., HttpResponse]


class Stamped(Protocol):
    """What a piece shows, with a stamp that is another once it changes."""

    @property
    def stamp(self) -> str: ...


def followed(page: str) -> Callable[[View], View]:
    """Make a view of one that renders a piece of the page named `page`.

    Asked for by itself it leads to the page. Where the page is no longer open to whoever follows it, the
    whole page is asked for again, so that nothing stays on the screen.
    """

    def made(view: View) -> View:
        @wraps(view)
        def answers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not getattr(request, "htmx", False):
                view(request, *args, **kwargs)
                return redirect(page, *args, **kwargs)
            try:
                return view(request, *args, **kwargs)
            except (Http404, NotAllowed):
                return HttpResponse(status=404, headers={"HX-Refresh": "true"})

        return answers

    return made


def piece(request: HttpRequest, template: str, shown: Stamped, context: dict[str, Any]) -> HttpResponse:
    """Return the piece, or 204 where the screen has what is shown already (`?seen=` is its stamp)."""
    if request.GET.get("seen") == shown.stamp:
        return HttpResponse(status=204)
    return render(request, template, context)
