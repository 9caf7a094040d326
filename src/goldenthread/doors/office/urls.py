"""The office's addresses, gathered from its screens. Who may open each is decided in casework.access."""
from django.urls import path

from goldenthread.doors.office import child, desk, figures, kit, law, my_work, recording, sign_in

urlpatterns = [
    path("keys/", kit.keys, name="keys"),
    *sign_in.urlpatterns,
    *desk.urlpatterns,
    *figures.urlpatterns,
    *child.urlpatterns,
    *law.urlpatterns,
    *my_work.urlpatterns,
    *team.urlpatterns,
    *recording.urlpatterns,
]
