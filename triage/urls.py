"""Addresses of triage."""

from django.urls import path

from triage.views import case, check, guide, review, scorings

urlpatterns = [
    path("cases/<str:reference>/triage/", case.triage, name="triage"),
    path("cases/<str:reference>/triage/assign/", case.assign, name="triage_assign"),
    path("cases/<str:reference>/triage/declare/", case.declare, name="triage_declare"),
    path("cases/<str:reference>/triage/check/", check.check, name="triage_check"),
    path("cases/<str:reference>/triage/layout/", review.layout, name="triage_layout"),
    path("cases/<str:reference>/triage/second/", case.add_second, name="triage_second"),
    path("cases/<str:reference>/triage/compare/", scorings.compare, name="triage_compare"),
    path("cases/<str:reference>/triage/scorings/<int:revision>/", scorings.scoring, name="triage_scoring"),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/return/",
        scorings.send_back,
        name="triage_return",
    ),
    path("cases/<str:reference>/triage/sections/<str:part>/", review.section, name="triage_section"),
    path("triage/guide/", guide.guide, name="triage_guide"),
]
