"""Reading on screen, item by item."""

from django.urls import path

from pag.reading import views

urlpatterns = [
    path("meetings/<int:pk>/items/<int:key>/read/", views.read, name="item_read"),
    path("meetings/<int:pk>/items/<int:key>/read/mark/", views.mark, name="item_mark"),
    path("meetings/<int:pk>/items/<int:key>/read/note/", views.note, name="item_note"),
    path("meetings/<int:pk>/items/<int:key>/read/ask/", views.ask, name="item_ask"),
    path("meetings/<int:pk>/items/<int:key>/questions/<int:question>/", views.answer, name="item_answer"),
]
