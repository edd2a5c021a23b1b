"""Pages that belong to no one part: errors, health, help, the gallery."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from ui.gallery import gallery_context
from ui.guides import guide, guides, pictures


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be understood."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where one was given."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this person; which of the two is not said."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, rendered without request, session or database."""
    name = {"service": {"name": settings.SERVICE_NAME, "show_nhs_logo": settings.SHOW_NHS_LOGO}}
    return HttpResponse(render_to_string("500.html", name), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was too old: nothing was saved, and going back shows what was typed."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """This process answers. Says nothing of database, cache or worker."""
    return JsonResponse({"status": "ok"})


@require_POST
def stay_signed_in(request: HttpRequest) -> JsonResponse:
    """Answering saves the session anew, which is all the warning's button needs."""
    return JsonResponse({"seconds": settings.SESSION_COOKIE_AGE})


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to turn."""
    return render(request, "ui/help.html", {"guides": guides()})


@require_safe
def guide_page(request: HttpRequest, key: str) -> HttpResponse:
    """One guide by role. Everybody may read every guide: it says how others work, too."""
    found = guide(key)
    if found is None:
        raise Http404
    return render(request, "ui/guide.html", {"guide": found})


@require_safe
def guide_picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of a guide."""
    path = pictures().get(name)
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/png")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "ui/accessibility.html")


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and field in every state, for those who build and test pages."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "ui/gallery.html", gallery_context(request))
