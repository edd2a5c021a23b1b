"""Every address of the product. The few that need no sign-in are listed in `ui.public`."""

from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("ui.urls")),
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("documents.urls")),
    path("", include("support.urls")),
    path("", include("triage.urls")),
    path("", include("pag.urls")),
    path("", include("pag.planning.urls")),
    path("", include("pag.ruling.urls")),
    path("", include("pag.agenda.urls")),
    path("", include("pag.packs.urls")),
    path("", include("pag.reading.urls")),
    path("", include("pag.following.urls")),
    path("", include("pag.room.urls")),
    path("", include("pag.minutes.urls")),
    path("", include("letters.urls")),
    path("", include("lessons.urls")),
]

handler400 = "ui.views.bad_request"
handler403 = "ui.views.permission_denied"
handler404 = "ui.views.page_not_found"
handler500 = "ui.views.server_error"
