"""Which messages did not leave for certain, and what shall be done about each?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, organisations_with
from documents.access import get_message_or_404, messages_to_decide
from documents.invitations import people_page
from outbox import actions
from ui.refusals import NotAllowed, Refusal

DECISIONS = {
    "send": (actions.send_again, "The message is on its way again."),
    "arrived": (actions.mark_arrived, "It is recorded that the message arrived."),
    "elsewhere": (
        actions.settle_elsewhere,
        "It is recorded that you dealt with the message in another way.",
    ),
}


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The messages that wait for a decision."""
    if not organisations_with(request.user, Permission.CASE_RUN):
        raise Http404
    # An invitation is decided about where people are invited.
    waiting = [each for each in messages_to_decide(request.user) if not each[0].invitation_key]
    return render(request, "documents/messages.html", {"waiting": waiting})


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the person decided."""
    message = get_message_or_404(request.user, pk)
    try:
        action, done = DECISIONS[request.POST.get("decision", "")]
    except KeyError:
        raise Http404 from None
    try:
        action(message=message, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(people_page(message) if message.invitation_key else "outbox")
