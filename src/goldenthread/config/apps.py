"""The application as a whole."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from goldenthread.language import open_handbook


class Config(AppConfig):
    name = "goldenthread.config"

    def ready(self) -> None:
        """Open the handbook and the reworks, and hang up the checks that run at every start."""
        open_handbook(import_module("goldenthread.config.handbook").HANDBOOK)
        rooms = ("casework.recording", "casework.bulk", "casework.reworking", "oversight.raising")
        recording, bulk, reworking, raising = (import_module(f"goldenthread.{name}") for name in rooms)
        recording.follow(raising.woken)
        bulk.follow(raising.WokenInBulk)
        reworking.open_reworks(import_module("goldenthread.config.reworks").REWORKS)
        user_logged_in.connect(import_module("goldenthread.doors.office.sessions").signed_in)
        import_module("goldenthread.config.checks")
