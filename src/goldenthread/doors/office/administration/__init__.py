"""The administrator's pages: teams, posts, workers, limits, working days. They show no child."""

from goldenthread.doors.office.administration import rules, services, sharing, teams, workers

__all__ = ["urlpatterns"]

urlpatterns = [
    *teams.urlpatterns,
    *workers.urlpatterns,
    *services.urlpatterns,
    *sharing.urlpatterns,
    *rules.urlpatterns,
]
