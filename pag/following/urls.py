"""Actions of the group."""

from django.urls import path

from pag.following import views

urlpatterns = [
    path("actions/", views.action_list, name="group_actions"),
    path("actions/<int:pk>/", views.action, name="group_action"),
    path("actions/<int:pk>/change/", views.change, name="group_action_change"),
    path("actions/<int:pk>/reopen/", views.reopen, name="group_action_reopen"),
]
