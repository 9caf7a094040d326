"""Improvement: plans and strategies, and the boards that watch them. These pages show no child."""

from goldenthread.doors.office.improvement import boards, plans

__all__ = ["urlpatterns"]

urlpatterns = [*plans.urlpatterns, *boards.urlpatterns]
