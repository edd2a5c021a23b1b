"""Planning meetings."""

from django.urls import path

from pag.planning import views

urlpatterns = [
    path("meetings/new/", views.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/change/", views.change, name="meeting_change"),
    path("meetings/<int:pk>/cancel/", views.cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/calendar/", views.calendar, name="meeting_calendar"),
]
