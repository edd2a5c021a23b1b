"""In the meeting."""

from django.urls import path

from pag.room import views

urlpatterns = [
    path("meetings/<int:pk>/room/", views.room, name="meeting_room"),
    path("meetings/<int:pk>/room/now/", views.room_now, name="meeting_room_now"),
    path("meetings/<int:pk>/room/members/<int:member_pk>/", views.note, name="meeting_room_member"),
    path("meetings/<int:pk>/room/current/", views.current, name="meeting_room_current"),
    path("meetings/<int:pk>/room/chair/<int:member_pk>/", views.chair, name="meeting_room_chair"),
    path("meetings/<int:pk>/room/screen/", views.screen, name="meeting_screen"),
    path("meetings/<int:pk>/room/screen/now/", views.screen_now, name="meeting_screen_now"),
    path("meetings/<int:pk>/items/<int:item_pk>/decision/others/", views.others, name="decide_others"),
]
