"""The room of a meeting: one page for those who take part, one for the shared screen."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from pag.access import get_item_or_404, get_meeting_or_404
from pag.models import GroupMember, Meeting
from pag.permissions import check_can_record
from pag.room import actions
from pag.room.access import entry_or_404, get_room_or_404, member_or_404
from pag.room.following import followed, piece
from pag.room.forms import BACK, HERE, LEFT, SORRY, NoteForm
from pag.room.policies import check_may_note
from pag.room.reading import room_of
from pag.room.screen import screen_of
from pag.room.seats import seats_of
from pag.room.writing import writers
from ui.refusals import NotAllowed, Refusal


@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as it goes on: who is here, what is before the group, and whether it may decide."""
    found = get_room_or_404(request.user, pk)
    return render(request, "pag/room/room.html", _shown(request, found))


@require_safe
@followed("meeting_room")
def room_now(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a piece of page, for screens that follow."""
    found = get_room_or_404(request.user, pk)
    context = _shown(request, found)
    return piece(request, "pag/room/_room.html", context["room"], context)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Note that a member came or left: now by one button, or at a time that is typed."""
    found = get_room_or_404(request.user, pk)
    check_may_note(found, request.user)
    member = member_or_404(found, member_pk)
    if request.method == "POST" and "now" in request.POST:
        return _try(request, found, lambda: _note(found, member, request.POST["now"], request.user))
    form = NoteForm(request.POST or None)
    form.cancel_url = reverse("meeting_room", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            _note(found, member, by=request.user, **form.facts())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("meeting_room", pk)
    seats = seats_of(found, [member])
    seat = next(each for each in seats if each.person == member.person_id)
    context = {"meeting": found, "member": member, "seat": seat, "form": form}
    return render(request, "pag/room/note.html", context, status=422 if form.errors else 200)


def _note(meeting: Meeting, member: GroupMember, what: str, by: Person, at: dt.time | None = None) -> None:
    if what == HERE:
        actions.arrive(meeting=meeting, member=member, at=at, by=by)
    elif what == LEFT:
        actions.leave(meeting=meeting, member=member, at=at, by=by)
    elif what == SORRY:
        actions.apologise(meeting=meeting, member=member, by=by)
    elif what == BACK:
        actions.take_back(meeting=meeting, member=member, by=by)
    else:
        raise Http404


@require_POST
def current(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring an item before the group, or none."""
    found = get_room_or_404(request.user, pk)
    check_may_note(found, request.user)
    entry = entry_or_404(request.user, found, request.POST.get("entry", ""))
    turn = request.POST.get("turn", "")
    seen = int(turn) if turn.isdecimal() else 0
    return _try(
        request, found, lambda: actions.take_up(meeting=found, entry=entry, turn=seen, by=request.user)
    )


@require_POST
def chair(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Hand the chair over, or take it."""
    found = get_room_or_404(request.user, pk)
    check_may_note(found, request.user)
    member = member_or_404(found, member_pk)
    return _try(request, found, lambda: actions.hand_over(meeting=found, to=member, by=request.user))


@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """What the shared screen shows: the current item by its reference, and nothing else."""
    found = get_room_or_404(request.user, pk)
    return render(
        request, "pag/room/screen.html", {"meeting": found, "screen": screen_of(found, request.user)}
    )


@require_safe
@followed("meeting_screen")
def screen_now(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a piece of page."""
    found = get_room_or_404(request.user, pk)
    shown = screen_of(found, request.user)
    return piece(request, "pag/room/_screen.html", shown, {"meeting": found, "screen": shown})


@require_safe
@followed("decide")
def others(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Say who else is writing the record of an item, or that it is recorded."""
    found = get_item_or_404(request.user, pk, item_pk)
    check_can_record(found, request.user)
    shown = writers(found, request.user)
    context = {"meeting": found.meeting, "item": found, "writers": shown}
    return piece(request, "pag/room/_writers.html", shown, context)


def _shown(request: HttpRequest, found: Meeting, *, said: str = "") -> dict[str, Any]:
    noting = request.method == "POST"
    return {"meeting": found, "room": room_of(found, request.user, said=said), "noting": noting}


def _try(request: HttpRequest, found: Meeting, act: Any) -> HttpResponse:
    """Do it, and show the room as it is then; a refusal is said at its top."""
    said = ""
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        said = str(refusal)
    if getattr(request, "htmx", False):
        now = get_meeting_or_404(request.user, found.pk)
        return render(request, "pag/room/_room.html", _shown(request, now, said=said))
    if said:
        messages.error(request, said)
    return redirect("meeting_room", found.pk)
