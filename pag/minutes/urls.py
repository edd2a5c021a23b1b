"""The minutes of a meeting."""

from django.urls import path

from pag.minutes import views

urlpatterns = [
    path("meetings/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/draft/", views.draft, name="minutes_draft"),
    path("meetings/<int:pk>/minutes/offer/", views.offer, name="minutes_offer"),
    path("meetings/<int:pk>/minutes/approve/", views.approve, name="minutes_approve"),
    path("meetings/<int:pk>/minutes/sections/<int:section_pk>/", views.section, name="minutes_section"),
    path(
        "meetings/<int:pk>/minutes/sections/<int:section_pk>/correct/", views.correct, name="minutes_correct"
    ),
    path("meetings/<int:pk>/minutes/pdf/", views.pdf, name="minutes_pdf"),
    path("meetings/<int:pk>/minutes/pdf/status/", views.pdf_status, name="minutes_pdf_status"),
]
