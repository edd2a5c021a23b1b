"""Addresses."""

from django.urls import path

from letters.views import approval, delivery, tab, writing

urlpatterns = [
    path("cases/<str:reference>/letters/", tab.letters, name="letters"),
    path("cases/<str:reference>/letters/new/", writing.NewLetter.as_view(), name="letter_new"),
    path("cases/<str:reference>/letters/<int:number>/", writing.LetterPage.as_view(), name="letter"),
    path("cases/<str:reference>/letters/<int:number>/preview/", tab.preview, name="letter_preview"),
    path("cases/<str:reference>/letters/<int:number>/checks/", tab.checks, name="letter_checks"),
    path("cases/<str:reference>/letters/<int:number>/standing/", writing.standing, name="letter_standing"),
    path(
        "cases/<str:reference>/letters/<int:number>/approve/",
        approval.Approve.as_view(),
        name="letter_approve",
    ),
    path(
        "cases/<str:reference>/letters/<int:number>/declare/",
        approval.declare,
        name="letter_declare",
    ),
    path("cases/<str:reference>/letters/<int:number>/send/", delivery.Send.as_view(), name="letter_send"),
    path("cases/<str:reference>/letters/<int:number>/post/", delivery.Post.as_view(), name="letter_post"),
    path("cases/<str:reference>/letters/<int:number>/arrived/", delivery.arrived, name="letter_arrived"),
    path("cases/<str:reference>/letters/<int:number>/set-aside/", writing.aside, name="letter_set_aside"),
    path("cases/<str:reference>/letters/<int:number>/replace/", writing.replace, name="letter_replace"),
]
