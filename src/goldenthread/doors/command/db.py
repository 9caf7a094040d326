"""Only the embedded database, in the foreground, for those who develop."""

import argparse
import signal
from pathlib import Path

from goldenthread.doors.command import places, roles
from goldenthread.doors.command.lock import hold
from goldenthread.doors.command.postgres import Server


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Start the embedded server, set up its roles and database, and run until it is told to stop."""
    var = places.var()
    with hold(var):
        server = embedded(var)
        server.prepare()
        server.stop_orphan()
        process = server.start()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: process.send_signal(signal.SIGINT))
        roles.set_up_embedded(server.superuser)
        print(f"PostgreSQL answers in {server.sockets} (stop it with Ctrl-C)", flush=True)
        process.wait()


def embedded(var: Path) -> Server:
    """The embedded server of an installation."""
    return Server(data=var / "db", sockets=places.sockets(var), log=var / "log" / "database.log")
