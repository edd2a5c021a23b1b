"""Putting an item at another place: the page comes back with the keyboard where it was."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from pag.access import get_item_or_404
from pag.agenda import actions
from pag.agenda.access import get_other_to_arrange
from pag.models import Meeting
from ui.refusals import NotAllowed, Refusal

UP, DOWN = "up", "down"


@require_POST
def item_place(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Put a case at another place on the agenda."""
    found = get_item_or_404(request.user, pk, item_pk)
    before = found.position
    try:
        moved = actions.place_item(item=found, by=request.user, **_asked(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found.meeting)
    name = found.case.practitioner.name
    messages.success(request, f"{name} is item {moved.position} now. It was item {before}.")
    return _back(found.meeting, f"item-{found.pk}", UP if moved.position < before else DOWN)


@require_POST
def other_place(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Put another item at another place among the other items."""
    found = get_other_to_arrange(request.user, pk, other_pk)
    before = found.number
    try:
        moved = actions.place_other(item=found, by=request.user, **_asked(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found.meeting)
    messages.success(request, f"“{found.title}” is item {moved.number} now. It was item {before}.")
    return _back(found.meeting, f"other-{found.pk}", UP if moved.number < before else DOWN)


def _asked(request: HttpRequest) -> dict[str, int]:
    """Return the place and the version as they were sent; what is no number counts as none."""
    sent = {name: request.POST.get(name, "") for name in ("place", "version")}
    return {name: int(text) if text.isdecimal() and len(text) < 6 else 0 for name, text in sent.items()}


def _back(meeting: Meeting, moved: str, way: str) -> HttpResponse:
    return redirect(f"{meeting.get_absolute_url()}?{urlencode({'moved': moved, 'way': way})}")
