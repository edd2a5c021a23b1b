"""Accepting an invitation."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts import actions
from accounts.forms.people import AcceptForm
from accounts.models import Invitation, Person
from accounts.roles import BY_KEY
from ui.refusals import Refusal

GUIDE = "A guide for what you do here stands under “Help”, at the foot of every page."
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the invitation is to; somebody new chooses a password, somebody known just joins."""
    invitation = get_object_or_404(
        Invitation.objects.with_token(token).select_related("organisation", "invited_by")
    )
    if not Invitation.objects.open(at=timezone.now()).filter(pk=invitation.pk).exists():
        return _safely(render(request, "accounts/join_ended.html", {"invitation": invitation}, status=410))
    known = Person.objects.filter(email=invitation.email).exists()
    signed_in = request.user.is_authenticated
    form = None if known or signed_in else AcceptForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            person = actions.accept(
                invitation=invitation,
                password=form.cleaned_data["password"] if form else "",
                by=request.user if signed_in else None,
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            if not signed_in:
                login(request, person, backend=BACKEND)
            messages.success(request, f"Welcome to {invitation.organisation}. {GUIDE}")
            return redirect("/")
    context = {
        "invitation": invitation,
        "roles": [BY_KEY[key] for key in invitation.roles],
        "form": form,
        "somebody_else": signed_in and request.user.email != invitation.email,
    }
    return _safely(render(request, "accounts/join.html", context))


def _safely(response: HttpResponse) -> HttpResponse:
    # The address holds the secret; no page it leads to may learn it. ("no-referrer" would be stricter than
    # a browser can use: it then sends the form without saying where from, and the form is refused.)
    response["Referrer-Policy"] = "strict-origin"
    return response
