"""The scoring guide as a leaflet: a page, and a PDF to print and hand on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, organisations_with
from documents.actions import want_pdf
from documents.models import Pdf
from documents.waiting import shown
from files.streaming import stream
from triage import access
from triage.guides.access import get_readable_or_404
from triage.guides.leaflet import LEAFLET, leaflet
from triage.models import Guide


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The guide in force for the reader's organisation, or the version they ask for."""
    guides = access.guides_for(request.user)
    if not guides:
        raise Http404
    wanted = request.GET.get("version", "")
    chosen = next((each for each in guides if str(each.pk) == wanted), guides[0])
    if wanted and str(chosen.pk) != wanted:
        chosen = get_readable_or_404(request.user, int(wanted) if wanted.isdecimal() else 0)
    context = {
        **leaflet(chosen),
        "others": [each for each in guides if each != chosen],
        "in_force": chosen in guides,
        "edits": bool(organisations_with(request.user, Permission.GUIDE_EDIT)),
        "making": _making(chosen),
    }
    return render(request, "triage/guide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand over the leaflet's PDF; asked for by POST, it is made, or tried again."""
    found = get_readable_or_404(request.user, pk)
    if request.method == "POST":
        want_pdf(kind=LEAFLET, subject=found, case=None, by=request.user)
        return redirect(_page_of(found))
    made = Pdf.objects.of(LEAFLET.key, found).select_related("file").first()
    if made is None or made.file is None:
        return redirect(_page_of(found))
    return stream(made.file, download="download" in request.GET)


@require_safe
def pdf_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far the PDF is: a piece of page for the leaflet that waits."""
    found = get_readable_or_404(request.user, pk)
    making = _making(found)
    if making is None or not getattr(request, "htmx", False):
        return redirect(_page_of(found))
    return render(request, "components/making_inner.html", {"making": making})


def _making(guide: Guide) -> dict[str, Any] | None:
    made = Pdf.objects.of(LEAFLET.key, guide).select_related("file").first()
    if made is None:
        return None
    return shown(
        made,
        label="The leaflet",
        href=reverse("triage_guide_pdf", args=[guide.pk]),
        retry_url=reverse("triage_guide_pdf", args=[guide.pk]),
        poll_url=reverse("triage_guide_pdf_status", args=[guide.pk]),
        check_url=_page_of(guide),
    )


def _page_of(guide: Guide) -> str:
    return f"{reverse('triage_guide')}?version={guide.pk}"
