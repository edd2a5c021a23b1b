"""Publishing a draft of the guide: from which day, then what that will do, then yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from triage import actions
from triage.forms.guide_version import ConfirmForm, PublishForm
from triage.guides.access import get_version_or_404
from triage.guides.contents import contents_of
from triage.guides.publishing import what_publishing_does
from triage.guides.whole import problems_of
from triage.models import Guide
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the day and show what publishing from it will do; `publish_confirm` does it."""
    guide = get_version_or_404(request.user, pk)
    if guide.published_at:
        return redirect("guide_version", pk)
    form = PublishForm(request.POST or None, initial={"version": guide.edited, "when": "today"})
    form.cancel_url = reverse("guide_version", args=[pk])
    problems = problems_of(contents_of(guide))
    if request.method == "POST" and not problems and form.is_valid():
        first = form.effective_from
        confirm = ConfirmForm(initial={"effective_from": first, "version": form.cleaned_data["version"]})
        confirm.action = reverse("guide_publish_confirm", args=[pk])
        confirm.cancel_url = reverse("guide_publish", args=[pk])
        confirm.submit_label = (
            f"Publish version {guide.version} {'from today' if first == today() else f'from {day(first)}'}"
        )
        context: dict[str, Any] = {
            "guide": guide,
            "form": confirm,
            "sentences": what_publishing_does(guide, first),
        }
        return render(request, "triage/guide_confirm.html", context)
    context = {"guide": guide, "form": form, "problems": len(problems)}
    return render(request, "triage/guide_publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish from the day whose consequences were shown."""
    guide = get_version_or_404(request.user, pk)
    form = ConfirmForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("guide_publish", pk)
    first = form.cleaned_data["effective_from"]
    try:
        published = actions.publish_guide(
            guide=guide, effective_from=first, version=form.cleaned_data["version"], by=request.user
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("guide_publish", pk)
    messages.success(request, _done(published))
    return redirect("guide_version", pk)


def _done(guide: Guide) -> str:
    if guide.effective_from and guide.effective_from > today():
        return f"Version {guide.version} is published and is in force from {day(guide.effective_from)}."
    return f"Version {guide.version} is published and in force."
