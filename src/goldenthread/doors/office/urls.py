"""The office's addresses, gathered from its screens. Who may open each is decided in casework.access."""

from django.urls import path

from goldenthread.doors.office import (
    administration,
    child,
    desk,
    figures,
    front_door,
    kit,
    law,
    my_work,
    recording,
    sign_in,
    team,
)

urlpatterns = [
    path("keys/", kit.keys, name="keys"),
    *sign_in.urlpatterns,
    *administration.urlpatterns,
    *desk.urlpatterns,
    *figures.urlpatterns,
    *front_door.urlpatterns,
    *child.urlpatterns,
    *law.urlpatterns,
    *my_work.urlpatterns,
    *team.urlpatterns,
    *recording.urlpatterns,
]
