"""Every address of the system, and the pages for what cannot be shown."""

from django.urls import include, path

from goldenthread.doors.office import errors

urlpatterns = [
    path("", include("goldenthread.doors.office.urls")),
    path("", include("goldenthread.doors.portal.pages")),
]

handler400 = errors.bad_request
handler403 = errors.refused
handler404 = errors.not_found
handler500 = errors.broken
