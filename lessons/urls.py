"""Addresses of lessons reviews and their improvement actions."""

from django.urls import path

from lessons.views import follow_up, review

urlpatterns = [
    path("cases/<str:reference>/lessons/", review.lessons, name="lessons"),
    path("cases/<str:reference>/lessons/start/", review.start, name="lessons_start"),
    path("cases/<str:reference>/lessons/check/", review.check, name="lessons_check"),
    path("cases/<str:reference>/lessons/correct/", review.correct, name="lessons_correct"),
    path("lessons/actions/", follow_up.action_list, name="lessons_actions"),
    path("lessons/actions/<int:pk>/", follow_up.action, name="lessons_action"),
    path("lessons/actions/<int:pk>/change/", follow_up.change, name="lessons_change"),
    path("lessons/actions/<int:pk>/assure/", follow_up.assure, name="lessons_assure"),
    path("lessons/actions/<int:pk>/not-yet/", follow_up.not_yet, name="lessons_not_yet"),
]
