"""Addresses of triage."""

from django.urls import path

from triage.views import case, guide, review

urlpatterns = [
    path("cases/<str:reference>/triage/", case.triage, name="triage"),
    path("cases/<str:reference>/triage/assign/", case.assign, name="triage_assign"),
    path("cases/<str:reference>/triage/declare/", case.declare, name="triage_declare"),
    path("cases/<str:reference>/triage/check/", review.check, name="triage_check"),
    path("triage/guide/", guide.guide, name="triage_guide"),
]
