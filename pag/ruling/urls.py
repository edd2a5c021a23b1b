"""Quorum rules."""

from django.urls import path

from pag.ruling import views

urlpatterns = [
    path("groups/<int:pk>/quorum/", views.quorum, name="group_quorum"),
    path("groups/<int:pk>/quorum/new/", views.quorum_new, name="group_quorum_new"),
]
