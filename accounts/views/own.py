"""One's own account, and the organisation's details."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.forms.organisation import OrganisationForm
from accounts.models import Organisation
from accounts.permissions import Permission, organisations_with
from accounts.roles import BY_KEY
from ui.refusals import NotAllowed, Refusal


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the product knows of the person signed in, and what they may do where."""
    memberships = request.user.memberships.current().select_related("organisation")
    roles = [(membership, BY_KEY[membership.role]) for membership in memberships]
    return render(request, "accounts/account.html", {"roles": roles})


def organisation(request: HttpRequest) -> HttpResponse:
    """Change the details that head every letter."""
    keys = organisations_with(request.user, Permission.ORGANISATION_MANAGE)
    wanted = request.GET.get("organisation", "")
    if wanted.isdecimal():
        keys = [key for key in keys if key == int(wanted)]
    if not keys:
        raise Http404
    current = Organisation.objects.get(pk=keys[0])
    form = OrganisationForm(request.POST or None, initial=model_to_dict(current))
    form.cancel_url = f"{reverse('people')}?organisation={current.pk}"
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        version = details.pop("version")
        try:
            actions.change_organisation(
                organisation=current, details=details, version=version, by=request.user
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The details are saved. Letters approved from now on carry them.")
            return redirect(request.get_full_path())
    return render(request, "accounts/form.html", {"form": form, "heading": f"Details of {current.name}"})
