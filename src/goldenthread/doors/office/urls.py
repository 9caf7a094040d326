"""The office's addresses, gathered from its screens. Who may open each is decided in casework.access."""

from django.urls import path

from goldenthread.doors.office import (
    account,
    administration,
    beside,
    child,
    desk,
    directory,
    documents,
    figures,
    finding,
    front_door,
    kit,
    law,
    my_work,
    opening,
    persons,
    recording,
    second_factor,
    sessions,
    sign_in,
    team,
)

urlpatterns = [
    path("keys/", kit.keys, name="keys"),
    *sign_in.urlpatterns,
    *sessions.urlpatterns,
    *account.urlpatterns,
    *second_factor.urlpatterns,
    *directory.urlpatterns,
    *administration.urlpatterns,
    *desk.urlpatterns,
    *figures.urlpatterns,
    *finding.urlpatterns,
    *front_door.urlpatterns,
    *child.urlpatterns,
    *documents.urlpatterns,
    *law.urlpatterns,
    *my_work.urlpatterns,
    *opening.urlpatterns,
    *persons.urlpatterns,
    *team.urlpatterns,
    *recording.urlpatterns,
    *beside.urlpatterns,
]
