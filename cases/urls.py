"""Cases: the list, a new one, one at a glance, and what can be written down about it."""

from django.urls import path

from cases.views import correct, ending, leave, listed, new_case, overview, record

urlpatterns = [
    path("cases/", listed.cases, name="cases"),
    path("cases/export/", listed.export, name="cases_export"),
    path("cases/new/", new_case.new_case, name="new_case"),
    path("cases/<str:reference>/", overview.overview, name="case"),
    path("cases/<str:reference>/notes/new/", record.AddNote.as_view(), name="case_note"),
    path("cases/<str:reference>/contacts/new/", record.LogContact.as_view(), name="case_contact"),
    path("cases/<str:reference>/account/new/", record.ReceiveAccount.as_view(), name="case_account"),
    path("cases/<str:reference>/concerns/new/", record.AddConcern.as_view(), name="case_concern"),
    path(
        "cases/<str:reference>/concerns/<int:pk>/",
        record.CorrectConcern.as_view(),
        name="case_concern_correct",
    ),
    path(
        "cases/<str:reference>/written/<str:what>/<int:pk>/", correct.Correct.as_view(), name="case_correct"
    ),
    path(
        "cases/<str:reference>/written/<str:what>/<int:pk>/take-back/",
        correct.TakeBack.as_view(),
        name="case_take_back",
    ),
    path("cases/<str:reference>/safety/", record.AnswerSafety.as_view(), name="case_safety"),
    path(
        "cases/<str:reference>/practitioner/", record.ChangePractitioner.as_view(), name="case_practitioner"
    ),
    path(
        "cases/<str:reference>/representative/new/",
        record.RecordRepresentative.as_view(),
        name="case_representative",
    ),
    path("cases/<str:reference>/details/", record.ChangeDetails.as_view(), name="case_details"),
    path("cases/<str:reference>/hand-over/", record.HandOver.as_view(), name="case_hand_over"),
    path("cases/<str:reference>/restrict/", record.Restrict.as_view(), name="case_restrict"),
    path("cases/<str:reference>/restrict/lift/", ending.lift_restriction, name="case_lift_restriction"),
    path("cases/<str:reference>/conclude/", ending.Conclude.as_view(), name="case_conclude"),
    path("cases/<str:reference>/close/", ending.Close.as_view(), name="case_close"),
    path("cases/<str:reference>/withdraw/", ending.Withdraw.as_view(), name="case_withdraw"),
    path("people/<int:pk>/hand-over/", leave.hand_over_work, name="hand_over_work"),
    path("cases/<str:reference>/reopen/", ending.Reopen.as_view(), name="case_reopen"),
]
