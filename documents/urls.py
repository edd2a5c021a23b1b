"""Documents and PDFs of a case, and the messages that wait for a decision."""

from django.urls import path

from documents.views import change, listing, messages, pdfs

urlpatterns = [
    path("cases/<str:reference>/documents/", listing.documents, name="documents"),
    path("cases/<str:reference>/documents/add/", listing.add, name="document_add"),
    path("cases/<str:reference>/documents/<int:number>/", listing.open_document, name="document"),
    path("cases/<str:reference>/documents/<int:number>/edit/", change.Edit.as_view(), name="document_edit"),
    path("cases/<str:reference>/documents/<int:number>/move/", change.Move.as_view(), name="document_move"),
    path("cases/<str:reference>/pdfs/<int:pk>/", pdfs.open_pdf, name="pdf"),
    path("cases/<str:reference>/pdfs/<int:pk>/status/", pdfs.status, name="pdf_status"),
    path("cases/<str:reference>/pdfs/<int:pk>/again/", pdfs.again, name="pdf_again"),
    path("messages/", messages.waiting, name="outbox"),
    path("messages/<int:pk>/", messages.decide, name="outbox_decide"),
]
