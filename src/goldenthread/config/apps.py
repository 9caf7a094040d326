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
        rooms = ("casework.recording", "casework.bulk", "casework.reworking", "casework.by_rule", "oversight.raising")
        recording, bulk, reworking, by_rule, raising = (import_module(f"goldenthread.{name}") for name in rooms)
        recording.follow(raising.woken)
        # After the signals, so that what a rule does ends what was raised before it.
        recording.follow(by_rule.woken)
        by_rule.open_rules(import_module("goldenthread.config.handbook").BY_RULE)
        bulk.follow(raising.WokenInBulk)
        import_module("goldenthread.blocks.letters").open_letters(import_module("goldenthread.config.letters").LETTERS)
        bulk.follow(by_rule.InBulk)
        reworking.open_reworks(import_module("goldenthread.config.reworks").REWORKS)
        user_logged_in.connect(import_module("goldenthread.doors.office.sessions").signed_in)
        import_module("goldenthread.config.checks")
