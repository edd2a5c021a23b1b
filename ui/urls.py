"""Addresses that belong to no one part."""

from django.urls import path

from ui import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("stay-signed-in/", views.stay_signed_in, name="stay_signed_in"),
    path("help/", views.help_page, name="help"),
    path("help/pictures/<slug:name>.png", views.guide_picture, name="guide_picture"),
    path("help/<slug:key>/", views.guide_page, name="guide"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.gallery, name="gallery"),
]
