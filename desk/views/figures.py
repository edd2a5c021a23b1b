"""Figures: how many, how soon, what improves; totals only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, organisations_with
from desk.figures import figures_for
from ui.dates import today


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The totals of the organisations where this person may see them; 404 for everybody else."""
    organisations = organisations_with(request.user, Permission.ASSURANCE_SEE)
    if not organisations:
        raise Http404
    on = today()
    found = figures_for(request.user, organisations, on=on)
    return render(request, "desk/figures.html", {"organisations": found, "today": on})
