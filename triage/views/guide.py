"""The scoring guide as a leaflet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from triage import access
from triage.scale import Scale


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The guide in force for the reader's organisation; one of several where they belong to several."""
    guides = access.guides_for(request.user)
    if not guides:
        raise Http404
    wanted = request.GET.get("version", "")
    chosen = next((each for each in guides if str(each.pk) == wanted), guides[0])
    scale = Scale(chosen)
    rows = [
        {
            "severity": severity,
            "texts": [(domain, scale.descriptor(domain, severity)) for domain in scale.domains],
        }
        for severity in scale.severities
    ]
    context = {
        "guide": chosen,
        "others": [each for each in guides if each != chosen],
        "scale": scale,
        "rows": rows,
        "matrix": scale.matrix(caption="Score and colour: likelihood by severity"),
    }
    return render(request, "triage/guide.html", context)
