"""Keeping what somebody is typing. Only their own: a draft is found by the person and the form."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import Draft
from ui import dates

# As its column: no form of ours is called by a longer name.
LONGEST = 80


@require_POST
def draft(request: HttpRequest, form: str) -> HttpResponse:
    """Keep the fields sent, over what was kept before, and say when."""
    if len(form) > LONGEST:
        raise Http404
    kept = Draft.objects.keep_sent(request.user, form, request.POST)
    if kept is None:
        return JsonResponse({"message": "This is too long to keep while you type. Save it."}, status=413)
    return JsonResponse({"saved_at": dates.clock(kept.saved_at)})


@require_POST
def forget_draft(request: HttpRequest, form: str) -> HttpResponse:
    """Forget what was kept and go back to the page with what is saved."""
    Draft.objects.drop(request.user, form)
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "/")
