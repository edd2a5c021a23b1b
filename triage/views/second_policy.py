"""How many triages are scored a second time: what counts, what counted, and publishing a new version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from triage import actions
from triage.forms.second import PolicyForm
from triage.second_policies import Versions, decided_by, get_decided_or_404, versions_of
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal
from ui.tables import Cell, Column, Table


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Show every version, and publish a new one from a day."""
    organisation = get_decided_or_404(request.user, request.GET.get("organisation", ""))
    versions = versions_of(organisation)
    in_force = versions.in_force
    initial = {
        "sample_per_hundred": in_force.sample_per_hundred,
        "every_red": in_force.every_red,
        "effective_from": today(),
    }
    form = PolicyForm(request.POST or None, initial=initial)
    here = f"{reverse('second_policy')}?organisation={organisation.pk}"
    form.action = here
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_second_policy(
                organisation=organisation, by=request.user, **form.cleaned_data
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Published: it counts from {day(made.effective_from)}.")
            return redirect(here)
    context = {
        "organisation": organisation,
        "others": decided_by(request.user).exclude(pk=organisation.pk),
        "in_force": in_force,
        "table": _table(versions),
        "form": form,
    }
    return render(request, "triage/second_policy.html", context, status=422 if form.errors else 200)


def _table(versions: Versions) -> Table:
    return Table(
        caption="Every version",
        columns=[Column("From"), Column("Drawn at random"), Column("Every Red"), Column("Why"), Column("By")],
        rows=[
            [
                Cell(day(each.effective_from), hint=versions.standing(each)),
                f"{each.sample_per_hundred} in 100",
                "Yes, in addition" if each.every_red else "No",
                each.source,
                each.published_by.name if each.published_by else "This service’s default",
            ]
            for each in versions.all
        ],
    )
