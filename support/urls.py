"""Addresses of the practitioner's support."""

from django.urls import path

from support import views

urlpatterns = [
    path("cases/<str:reference>/support/", views.support, name="support"),
    path("cases/<str:reference>/support/plan/", views.SavePlan.as_view(), name="support_plan"),
    path("cases/<str:reference>/support/<str:key>/", views.Consider.as_view(), name="support_consider"),
]
