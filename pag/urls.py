"""Groups, meetings, and the tab "Group" of a case."""

from django.urls import path

from pag.views import (
    arranged,
    asides,
    case_group,
    decide,
    final,
    first,
    groups,
    investigator,
    items,
    meetings,
)

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/declare/", meetings.meeting_declare, name="meeting_declare"),
    path("meetings/<int:pk>/move/", meetings.meeting_move, name="meeting_move"),
    path("meetings/<int:pk>/items/<int:item_pk>/", items.item, name="meeting_item"),
    path("meetings/<int:pk>/items/<int:item_pk>/decision/", decide.decide, name="decide"),
    path("meetings/<int:pk>/items/<int:item_pk>/take-off/", items.take_off, name="agenda_take_off"),
    path("meetings/<int:pk>/items/<int:item_pk>/step-back/", items.step_back, name="agenda_step_back"),
    path("meetings/<int:pk>/items/<int:item_pk>/stand-aside/", asides.name_aside, name="agenda_name_aside"),
    path("meetings/<int:pk>/items/<int:item_pk>/mistake/", asides.correct, name="agenda_correct"),
    path("declare/", first.declare_first, name="declare_first"),
    path("standing-aside/<int:pk>/", asides.aside, name="aside"),
    path("cases/<str:reference>/connection/", asides.connection, name="case_connection"),
    path("cases/<str:reference>/standing-aside/", asides.stood_aside, name="case_stood_aside"),
    path("cases/<str:reference>/group/", case_group.case_group, name="case_group"),
    path("cases/<str:reference>/group/agenda/", case_group.put_on_agenda, name="case_put_on_agenda"),
    path("cases/<str:reference>/group/decisions/<int:pk>/final/", final.Final.as_view(), name="group_final"),
    path(
        "cases/<str:reference>/group/arranged/<int:pk>/", arranged.Arranged.as_view(), name="group_arranged"
    ),
    path(
        "cases/<str:reference>/group/decisions/<int:pk>/investigator/",
        investigator.NameInvestigator.as_view(),
        name="group_investigator",
    ),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/members/<int:member_pk>/end/", groups.member_end, name="group_member_end"),
]
