"""One installation, one launcher: a lock on var/ that the kernel drops however its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goldenthread.doors.command.trouble import Code, Trouble


@contextmanager
def hold(var: Path) -> Iterator[None]:
    """Hold the installation's lock. Raises Trouble where another process holds it."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Trouble(
                f"Golden Thread is already running from {var} (process {lock.read().strip() or 'unknown'}). Stop it "
                "first, or set GOLDENTHREAD_VAR to another directory.",
                code=Code.TRY_AGAIN,
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
