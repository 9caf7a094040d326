"""A process that the launcher started, watches, starts again when it dies, and stops."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from goldenthread.doors.command.trouble import Trouble

LONGEST_PAUSE = 30.0
# Who lived this long died of something new: the pauses begin again.
A_LIFE = 5.0


class Child:
    """One child of the launcher. `begin` starts its process, and may raise Trouble."""

    def __init__(
        self, name: str, begin: Callable[[], "subprocess.Popen[bytes]"], *, ends_by: signal.Signals, patience: float
    ) -> None:
        self.name = name
        self.begin = begin
        self.ends_by = ends_by
        self.patience = patience
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self.began_at = 0.0
        self.again_at = 0.0

    def start(self) -> None:
        """Start the process. Raises Trouble where it cannot start."""
        self.began_at = time.monotonic()
        self.process = self.begin()

    def dead(self) -> bool:
        """Whether the process has ended."""
        return self.process is None or self.process.poll() is not None

    def watch(self) -> None:
        """Start the process again if it has died: at once the first time, then after longer and longer pauses."""
        now = time.monotonic()
        if not self.dead():
            return
        if self.process is not None:
            if now - self.began_at > A_LIFE:
                self.deaths = 0
            pause = min(LONGEST_PAUSE, 2.0 ** (self.deaths - 1)) if self.deaths else 0.0
            self.deaths += 1
            self.again_at = now + pause
            tell(f"The {self.name} ended ({how_it_ended(self.process.returncode)}); {when(pause)}.")
            self.clear_away()
            self.process = None
        if now >= self.again_at:
            try:
                self.start()
            except Trouble as trouble:
                # A full disk or a held lock may pass: the launcher tells, and goes on trying.
                self.deaths += 1
                self.again_at = now + min(LONGEST_PAUSE, 2.0**self.deaths)
                tell(f"{trouble} The {self.name} is tried again.")

    def ask_to_stop(self) -> None:
        """Tell the process to end in its own good order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.ends_by)

    def stop(self) -> None:
        """Ask the process to end, wait, and end it and all its own children if it has not."""
        self.ask_to_stop()
        if self.process:
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                tell(f"The {self.name} did not stop within {self.patience:.0f} seconds and was killed.")
            self.clear_away()
            self.process.wait()

    def clear_away(self) -> None:
        """End what is left of the process's group, which is its own."""
        assert self.process
        with suppress(ProcessLookupError):  # nothing is left
            os.killpg(self.process.pid, signal.SIGKILL)


def how_it_ended(code: int) -> str:
    """The end of a process, in words."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def when(pause: float) -> str:
    """When the next try is, in words."""
    return f"starting it again in {pause:.0f} seconds" if pause else "starting it again"


def tell(sentence: str) -> None:
    """Say something to the person at the terminal, and to the log that keeps it."""
    print(sentence, file=sys.stderr, flush=True)
