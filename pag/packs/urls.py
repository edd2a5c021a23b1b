"""The papers of a meeting."""

from django.urls import path

from pag.packs import views
from pag.packs.looking import views as looking

urlpatterns = [
    path("meetings/<int:pk>/papers/", views.papers, name="meeting_papers"),
    path("meetings/<int:pk>/papers/again/", views.again, name="meeting_papers_again"),
    path("meetings/<int:pk>/items/<int:item_pk>/papers/", views.choose, name="item_papers"),
    path("meetings/<int:pk>/items/<int:key>/papers/<int:number>/", looking.check, name="paper_check"),
    path(
        "meetings/<int:pk>/items/<int:key>/papers/<int:number>/leave-out/",
        looking.leave_out,
        name="paper_leave_out",
    ),
    path(
        "meetings/<int:pk>/items/<int:key>/papers/<int:number>/redacted/",
        looking.replace,
        name="paper_replace",
    ),
    path("meetings/<int:pk>/my-papers/", views.my_papers, name="my_papers"),
    path("meetings/<int:pk>/my-papers/status/", views.status, name="my_papers_status"),
    path("meetings/<int:pk>/my-papers/<int:version>/", views.open_version, name="my_papers_version"),
]
