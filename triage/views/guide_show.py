"""A version as an advisor will meet it, and beside another version."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from triage.forms.factors import FactorsForm
from triage.forms.guide_version import CompareForm, worded
from triage.forms.risk import RiskForm
from triage.guides.access import get_version_or_404, others_for
from triage.guides.comparing import compare
from triage.guides.contents import contents_of
from triage.guides.leaflet import leaflet, shows_matrix
from triage.presenters import score_words
from triage.scale import Scale


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The leaflet of a version that may still be a draft."""
    guide = get_version_or_404(request.user, pk)
    return render(request, "triage/guide_preview.html", leaflet(guide))


@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions about factors and a risk as the form asks them by this version; nothing is kept."""
    guide = get_version_or_404(request.user, pk)
    scale = Scale(guide)
    form = RiskForm(request.GET, scale=scale, prefix="risk")
    form.hold()
    likelihood, severity = form.chosen()
    whole = shows_matrix(scale)
    score = likelihood * severity if whole and likelihood and severity else None
    context = {
        "guide": guide,
        "form": form,
        "factors": FactorsForm(scale=scale, prefix="factor"),
        "score": score,
        "colour": scale.band(score).colour if score else "",
        "meaning": scale.band(score).meaning if score else "",
        "words": score_words(likelihood, severity, scale) if score else "",
        "matrix": scale.matrix(
            caption="The risk on the matrix",
            picked=(likelihood, severity) if likelihood and severity else None,
        )
        if whole
        else None,
    }
    return render(request, "triage/guide_sample.html", context)


@require_safe
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version says differently from another one, word by word."""
    guide = get_version_or_404(request.user, pk)
    others = others_for(request.user, guide)
    usual = str(guide.copied_from_id or (others[0].pk if others else ""))
    form = CompareForm(request.GET if "other" in request.GET else {"other": usual}, others=others)
    context = {"guide": guide, "form": form, "others": others}
    if form.is_valid():
        other = get_version_or_404(request.user, int(form.cleaned_data["other"]))
        sections = compare(contents_of(other), contents_of(guide))
        context |= {
            "other": worded(other),
            "sections": sections,
            "changes": sum(len(each.changes) for each in sections),
        }
    return render(
        request, "triage/guide_compare.html", context, status=422 if form.errors and others else 200
    )
