"""Agendas: their order, other items, decisions between meetings, and what a meeting said of them."""

from django.urls import path

from pag.agenda.views import between, move, order, other, ratify

urlpatterns = [
    path("meetings/<int:pk>/items/<int:item_pk>/place/", order.item_place, name="agenda_place"),
    path("meetings/<int:pk>/items/<int:item_pk>/move/", move.move_item, name="agenda_move"),
    path("meetings/<int:pk>/other/new/", other.other_new, name="other_new"),
    path("meetings/<int:pk>/other/<int:other_pk>/", other.other_change, name="other_change"),
    path("meetings/<int:pk>/other/<int:other_pk>/outcome/", other.other_outcome, name="other_outcome"),
    path("meetings/<int:pk>/other/<int:other_pk>/place/", order.other_place, name="other_place"),
    path("meetings/<int:pk>/other/<int:other_pk>/take-off/", other.other_take_off, name="other_take_off"),
    path("cases/<str:reference>/group/between/", between.between_new, name="between_new"),
    path(
        "meetings/<int:pk>/items/<int:item_pk>/consulted/",
        between.between_consulted,
        name="between_consulted",
    ),
    path("meetings/<int:pk>/ratify/<int:decision_pk>/", ratify.ratify, name="ratify"),
    path("meetings/<int:pk>/steps/<int:safety_pk>/", ratify.ratify_step, name="ratify_step"),
]
