"""My work, the timeline and audit of a case, and readiness."""

from django.urls import path

from desk.views import figures, home, measures, ready, timeline

urlpatterns = [
    path("", home.home, name="home"),
    path("figures/", figures.figures, name="figures"),
    path("figures/group/", measures.group_figures, name="group_figures"),
    path("readyz", ready.readyz, name="readyz"),
    path("cases/<str:reference>/timeline/", timeline.timeline, name="timeline"),
    path("cases/<str:reference>/audit/", timeline.audit, name="audit"),
]
