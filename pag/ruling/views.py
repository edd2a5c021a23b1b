"""The quorum rule of a group, its versions, and making a new one: for who may set it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, has
from pag.quorum import SET_ONE
from pag.ruling.access import get_group_to_rule_or_404, rules_of
from pag.ruling.actions import set_quorum_rule
from pag.ruling.forms import QuorumForm
from ui.dates import today
from ui.refusals import NotAllowed, Refusal


@require_safe
def quorum(request: HttpRequest, pk: int) -> HttpResponse:
    """What a quorum of the group is today, what it was and will be, and where each version comes from."""
    found = get_group_to_rule_or_404(request.user, pk)
    context = {
        "group": found,
        "rules": rules_of(found, on=today()),
        "set_one": SET_ONE,
        "may_manage": has(request.user, Permission.ORGANISATION_MANAGE, within=found.organisation),
    }
    return render(request, "pag/ruling/quorum.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quorum_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new version of the rule, from today or a later day."""
    found = get_group_to_rule_or_404(request.user, pk)
    form = QuorumForm(request.POST or None, rule=rules_of(found, on=today()).now)
    form.cancel_url = reverse("group_quorum", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            set_quorum_rule(group=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The new version is made. Decisions already recorded keep theirs.")
            return redirect("group_quorum", pk)
    context = {"group": found, "form": form}
    return render(request, "pag/ruling/quorum_new.html", context, status=422 if form.errors else 200)
