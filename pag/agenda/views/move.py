"""Moving a case to the agenda of another meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, check_has
from pag.access import get_item_or_404
from pag.agenda import actions
from pag.agenda.forms import MoveItemForm
from pag.permissions import check_can_read
from ui.dates import day
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def move_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Choose the meeting that is to look at the case instead."""
    found = get_item_or_404(request.user, pk, item_pk)
    check_has(request.user, Permission.MEETING_RUN, within=found.case.organisation)
    check_can_read(found, request.user)
    form = MoveItemForm(request.POST or None, item=found)
    form.cancel_url = found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_item(item=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = f"The case is on the agenda of {day(moved.meeting.day)}. The members are asked to declare."
            messages.success(request, said)
            return redirect(moved.meeting)
    context = {"item": found, "case": found.case, "meeting": found.meeting, "form": form}
    return render(request, "pag/agenda/move_item.html", context, status=422 if form.errors else 200)
